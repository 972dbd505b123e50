import type { ExportProgress } from '@shared/domain/exports.ts';

const INTERVAL_MS = 100;

/**
 * Tells how far an export is, ten times a second while it moves, and once at the end. Answers the function
 * that ends it.
 */
export function reportProgress(
  read: () => ExportProgress,
  tell: ((progress: ExportProgress) => void) | undefined,
): () => void {
  if (tell === undefined) return () => undefined;
  let told = '';
  const report = (): void => {
    const progress = read();
    const state = `${progress.rows}/${progress.total ?? ''}/${progress.bytes}`;
    if (state === told) return;
    told = state;
    tell(progress);
  };
  const timer = setInterval(report, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    report();
  };
}
