import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import {
  wire,
  type BridgeEvent,
  type CallEnvelope,
  type RawBridge,
  type Reply,
} from '@shared/ipc/channels.ts';

/**
 * All the page ever gets of Electron: ask, cancel, listen. What may be asked is decided in main, which checks
 * every message; nothing is checked here, because nothing here could be relied on.
 */
const bridge: RawBridge = {
  call: (envelope: CallEnvelope) => ipcRenderer.invoke(wire.call, envelope) as Promise<Reply>,
  cancel: (id: string) => {
    ipcRenderer.send(wire.cancel, id);
  },
  onEvent: (listener) => {
    const forward = (_: IpcRendererEvent, event: BridgeEvent): void => listener(event);
    ipcRenderer.on(wire.event, forward);
    return () => {
      ipcRenderer.off(wire.event, forward);
    };
  },
};

contextBridge.exposeInMainWorld('investigator', bridge);
