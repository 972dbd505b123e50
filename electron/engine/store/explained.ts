import { InvestigatorError } from '@shared/domain/errors.ts';

/** Tells a failure of the file system as ours. Errors: `disk_full`, `output_not_writable`. */
export async function explained<R>(file: string, work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const full = error.code === 'ENOSPC' || error.code === 'EDQUOT';
    throw new InvestigatorError(
      full ? 'disk_full' : 'output_not_writable',
      full ? `the disk is full: ${file} was not changed` : `${file} cannot be read or written`,
      { detail: error.message, cause: error },
    );
  }
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
