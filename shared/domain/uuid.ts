import { InvestigatorError } from './errors.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Pure: eight, four, four, four and twelve hexadecimal digits of either case, with hyphens. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Refuses what is no uuid before PostgreSQL does. Error: `invalid_uuid`. */
export function checkUuid(text: string, what: 'a transaction id' | 'an action id' | 'a change id'): void {
  if (isUuid(text)) return;
  const hint = what === 'a transaction id' ? transactionHint(text) : `${capital(what)} is a uuid.`;
  throw new InvestigatorError('invalid_uuid', `${JSON.stringify(text)} is not ${what}`, { hint });
}

/** A number is most likely a txid: which question leads from it to the uuid. */
function transactionHint(text: string): string {
  const rule = 'A transaction is looked up by its uuid, not by its txid.';
  const txid = text.trim();
  return /^\d{1,19}$/.test(txid)
    ? `${rule} "find ${txid}" or "timeline --txid ${txid}" shows its uuid.`
    : rule;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
