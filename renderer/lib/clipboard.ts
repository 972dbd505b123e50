import { toast } from '@renderer/ui/Toast.tsx';
import { asInvestigatorError, call } from './bridge.ts';

/** Puts text on the system clipboard and says so: "transaction id copied". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await call('clipboard.write', { text });
    toast(`${what.charAt(0).toUpperCase()}${what.slice(1)} copied`);
  } catch (error) {
    toast(`Not copied: ${asInvestigatorError(error).message}`);
  }
}
