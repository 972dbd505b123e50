import { clipboard } from 'electron';
import type { Handlers } from '../ipc/handler.ts';

export function clipboardHandlers(): Pick<Handlers, 'clipboard.write'> {
  return {
    'clipboard.write': ({ text }) => {
      clipboard.writeText(text);
      return Promise.resolve({ done: true });
    },
  };
}
