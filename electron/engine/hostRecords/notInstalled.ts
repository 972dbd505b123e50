import { InvestigatorError } from '@shared/domain/errors.ts';

/** A missing table of the host's records is told as that: it does not mean that there are none (CONTRACT §0). */
export function notInstalled(table: string, schema: string): InvestigatorError {
  return new InvestigatorError('not_found', `${table} is not installed in schema ${schema}`, {
    hint: 'This is not the same as "no records": this install keeps none. Later releases of Threadline add the table.',
  });
}
