import { InvestigatorError } from '@shared/domain/errors.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Says what a file refused, by the system's error code: `disk_full` or `output_not_writable`. */
export function outputError(name: string, cause: unknown): InvestigatorError {
  return refusal(name, cause, 'nothing partial was left behind');
}

/** The same of standard output, where what was written stays: no file of ours can be taken away. */
export function streamError(cause: unknown): InvestigatorError {
  return refusal('standard output', cause, 'what was written is incomplete: delete it');
}

function refusal(name: string, cause: unknown, rest: string): InvestigatorError {
  if (cause instanceof InvestigatorError) return cause;
  const { code, message } = describe(cause);
  if (FULL.has(code))
    return new InvestigatorError('disk_full', `no space left to write ${name}`, {
      hint: `Free some space or choose another place; ${rest}.`,
      detail: message,
      cause,
    });
  return new InvestigatorError('output_not_writable', `cannot write ${name}: ${reason(code, message)}`, {
    hint: hint(code),
    detail: message,
    cause,
  });
}

/** True when whoever read our output has gone: nobody is left to be told. */
export function isBrokenPipe(cause: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET'].includes(describe(cause).code);
}

function describe(cause: unknown): { readonly code: string; readonly message: string } {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return { code, message: cause instanceof Error ? cause.message : String(cause) };
}

function reason(code: string, message: string): string {
  switch (code) {
    case 'ENOENT':
      return 'the folder does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOTDIR':
      return 'a part of the path is not a folder';
    case 'EPIPE':
      return 'its reader has closed it';
    default:
      return message;
  }
}

function hint(code: string): string {
  return code === 'EPIPE'
    ? 'The export is incomplete; run it again with a reader that takes it all.'
    : 'Choose a file in a folder you may write to.';
}
