import { exitCodeOf, toReport } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { printable } from './text/printable.ts';

export interface Failure {
  readonly exitCode: number;
  /** For stderr: `error[CODE]: message`, then `hint: …`. */
  readonly text: string;
  /** For stdout with `--json`. */
  readonly json: string;
}

/** How any throw is told on the command line. A message is one line whatever it quotes. */
export function failureOf(error: unknown, verbose: boolean): Failure {
  const { code, message, hint, detail } = toReport(error);
  const lines = [`error[${code}]: ${printable(message)}`];
  if (hint !== null) lines.push(`hint: ${printable(hint)}`);
  if (verbose && detail !== null) lines.push(`detail: ${printable(detail)}`);
  if (verbose && code === 'bug' && error instanceof Error) lines.push(error.stack ?? '');
  return {
    exitCode: exitCodeOf(code),
    text: `${lines.join('\n')}\n`,
    json: `${writeJson({ error: { code, message, hint, detail } })}\n`,
  };
}
