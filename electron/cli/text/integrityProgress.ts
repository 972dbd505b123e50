import type { IntegrityProgress } from '@shared/domain/integrity.ts';
import { printable } from './printable.ts';

interface ProgressLine {
  readonly show: (progress: IntegrityProgress) => void;
  readonly clear: () => void;
}

/** One line on a terminal, rewritten in place; null anywhere else. */
export function integrityProgress(stream: NodeJS.WriteStream): ProgressLine | null {
  if (!stream.isTTY) return null;
  return {
    show: ({ step, fraction }) => {
      const line = `${Math.floor(fraction * 100)} %  ${printable(step)}`;
      stream.write(`\r${line.slice(0, Math.max(stream.columns - 1, 20))}\u001b[K`);
    },
    clear: () => void stream.write('\r\u001b[K'),
  };
}
