import type { ExportProgress } from '@shared/domain/exports.ts';
import { bytesText } from './exportSummaryText.ts';

interface ProgressLine {
  readonly show: (progress: ExportProgress) => void;
  /** Takes the line away before anything else is written. */
  readonly clear: () => void;
}

/** One line on a terminal, rewritten in place; null anywhere else. */
export function exportProgress(stream: NodeJS.WriteStream): ProgressLine | null {
  if (!stream.isTTY) return null;
  return {
    show: ({ rows, total, bytes, seconds }) => {
      const of = total === null ? '' : ` of ${total} (${percent(rows, total)})`;
      const line = `${rows}${of} rows, ${bytesText(bytes)}, ${seconds.toFixed(1)} s`;
      stream.write(`\r${line.slice(0, Math.max(stream.columns - 1, 20))}\u001b[K`);
    },
    clear: () => void stream.write('\r\u001b[K'),
  };
}

function percent(rows: number, total: number): string {
  return total === 0 ? '100 %' : `${Math.floor((rows / total) * 100)} %`;
}
