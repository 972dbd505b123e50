import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onBridgeEvent } from '@renderer/lib/bridge.ts';
import { runCommand } from '@renderer/lib/commands.ts';

/** The menu's commands and the system's deep links. A link only ever leads to a screen. */
export function useBridgeCommands(): void {
  const router = useRouter();
  useEffect(
    () =>
      onBridgeEvent((event) => {
        if (event.type === 'command') runCommand(event.command);
        if (event.type === 'navigate' && event.to.startsWith('/')) router.history.push(event.to);
      }),
    [router],
  );
}
