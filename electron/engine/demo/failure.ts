import { InvestigatorError } from '@shared/domain/errors.ts';

/** Says in words people understand why there is no demo. Errors that have a code already are left as they are. */
export function demoFailure(cause: unknown, folder: string): InvestigatorError {
  if (cause instanceof InvestigatorError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const hint = hints[code] ?? `Try again; if it happens again, delete ${folder} or run \`demo reset\`.`;
  return new InvestigatorError('demo_failed', `The demo database could not be made: ${reason}`, {
    hint,
    retryable: true,
    cause,
    ...(code === '' ? {} : { detail: `code ${code}` }),
  });
}

/** By PostgreSQL's and the operating system's codes. */
const hints: Readonly<Record<string, string>> = {
  '53100': 'The disk is full: the demo needs about 400 MB.',
  ENOSPC: 'The disk is full: the demo needs about 400 MB.',
  EACCES: 'This account may not write there: set another THREADLINE_INVESTIGATOR_HOME.',
  EROFS: 'The folder lies on a read-only disk: set another THREADLINE_INVESTIGATOR_HOME.',
  ECONNREFUSED: 'The embedded PostgreSQL ended while the demo was being made. Try again.',
  ECONNRESET: 'The embedded PostgreSQL ended while the demo was being made. Try again.',
  '57P01': 'The embedded PostgreSQL was stopped while the demo was being made. Try again.',
};
