import type { ReadStream } from 'node:tty';
import { InvestigatorError } from '@shared/domain/errors.ts';

/**
 * Asks on a terminal without showing what is typed; null where nobody can be asked. The question goes to
 * stderr, so that it never ends up in a result. Error: `cancelled` (Ctrl-C).
 */
export async function promptPassword(
  question: string,
  input: ReadStream,
  output: NodeJS.WriteStream,
): Promise<string | null> {
  if (!input.isTTY || !output.isTTY) return null;
  output.write(question);
  input.setRawMode(true);
  input.resume();
  try {
    return await typedLine(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}

function typedLine(input: ReadStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed = '';
    const onData = (chunk: Buffer): void => {
      for (const key of chunk.toString('utf8')) {
        if (key === '\r' || key === '\n') settle(() => resolve(typed));
        else if (key === '\u0003' || key === '\u0004')
          settle(() => reject(new InvestigatorError('cancelled', 'stopped on request')));
        else typed = key === '\u007f' || key === '\b' ? typed.slice(0, -1) : typed + key;
      }
    };
    const settle = (then: () => void): void => {
      input.off('data', onData);
      then();
    };
    input.on('data', onData);
  });
}
