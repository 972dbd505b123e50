import { InvestigatorError } from './errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Pure: eight, four, four, four and twelve hexadecimal digits of either case, with hyphens. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Refuses what is no uuid before PostgreSQL does. Error: `invalid_uuid`. */
export function checkUuid(text: string, what: 'a transaction id' | 'an action id' | 'a change id'): void {
  if (isUuid(text)) return;
  const hint = what === 'a transaction id' ? TRANSACTION : `${capital(what)} is a uuid.`;
  throw new InvestigatorError('invalid_uuid', `${JSON.stringify(text)} is not ${what}`, { hint });
}

const TRANSACTION = 'A transaction is looked up by its uuid, not by its txid.';

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
