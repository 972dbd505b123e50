import type { BrowserWindow } from 'electron';
import { wire, type BridgeEvent } from '@shared/ipc/channels.ts';

/** Tells the interface something it did not ask for; nobody listening is no error. */
export function announceTo(window: () => BrowserWindow | null): (event: BridgeEvent) => void {
  return (event) => {
    const target = window();
    if (target !== null && !target.isDestroyed()) target.webContents.send(wire.event, event);
  };
}
