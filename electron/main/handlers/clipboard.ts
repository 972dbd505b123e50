import { clipboard } from 'electron';
import type { Handlers } from '../ipc/handler.ts';

export function clipboardHandlers(): Pick<Handlers, 'clipboard.write'> {
  return {
    'clipboard.write': async ({ text }) => {
      // Answers nothing in Electron 33 and a promise in 45.
      await clipboard.writeText(text);
      return { done: true };
    },
  };
}
