import { openFileOutput } from './fileOutput.ts';

/**
 * Writes a text to a file that is whole or as it was before; one that exists is replaced, for somebody chose it.
 * Errors: `output_not_writable`, `disk_full`.
 */
export async function writeText(file: string, text: string): Promise<void> {
  const output = await openFileOutput(file, true);
  try {
    await output.write(Buffer.from(text, 'utf8'));
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}
