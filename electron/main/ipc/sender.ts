import { isAppUrl } from '../appScheme.ts';

/** What Electron tells about the frame that sent a message. */
export interface Sender {
  readonly isKnownWindow: boolean;
  /** null when the frame has gone meanwhile. */
  readonly frame: { readonly url: string; readonly isMainFrame: boolean } | null;
}

/** Why a sender is refused, or null: only the main frame of our window showing our page may ask. */
export function senderFault(sender: Sender): string | null {
  if (!sender.isKnownWindow) return 'the window is not ours';
  if (sender.frame === null) return 'the frame is gone';
  if (!sender.frame.isMainFrame) return 'the frame is not the main frame';
  if (!isAppUrl(sender.frame.url)) return 'the page is not ours';
  return null;
}
