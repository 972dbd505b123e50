import { jsonElements, jsonKind, jsonObject, jsonString, type JsonText } from '@shared/domain/jsonText.ts';
import type { AuditAction, AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import type { Conditions, Filters, ListFilterKey } from '@shared/domain/filters.ts';

/** The columns of a change, its transaction and its action that a filter can look at; the rest a test may leave out. */
export interface NaiveRow {
  readonly change: Omit<AuditChange, 'xmin'>;
  readonly transaction: AuditTransaction;
  readonly action: Pick<AuditAction, 'name' | 'status' | 'correlation_id' | 'request_id' | 'job_id'> | null;
}

/**
 * What filters mean, written a second time without SQL, row by row: what tests check the statements against.
 * Takes normalized filters.
 */
export function naivelyMatches(row: NaiveRow, { any, ...own }: Filters): boolean {
  return holds(row, own) && (any === undefined || any.some((member) => holds(row, member)));
}

function holds(row: NaiveRow, { from, to, no_actor, ...lists }: Conditions): boolean {
  if (from !== undefined && row.change.captured_at < from) return false;
  if (to !== undefined && row.change.captured_at > to) return false;
  if (no_actor === true && row.transaction.actor_ref !== null) return false;
  return Object.entries(lists).every(([name, values]) => {
    const key = name.replace(/^not_/, '') as ListFilterKey;
    const found = (values ?? []).some((value) => holdsOne(row, key, value));
    return (values ?? []).length === 0 || found !== name.startsWith('not_');
  });
}

function holdsOne({ change, transaction, action }: NaiveRow, key: ListFilterKey, value: string): boolean {
  const rest = (mark: string): string => value.slice(value.indexOf(mark) + 1);
  const first = (mark: string): string => value.slice(0, value.indexOf(mark));
  switch (key) {
    case 'table':
      return value.includes('.')
        ? change.table_schema === first('.') && change.table_name === rest('.')
        : change.table_name === value;
    case 'table_schema':
      return change.table_schema === value;
    case 'actor':
      return contains(
        transaction.actor_ref,
        value === 'anonymous' ? '{"type":"anonymous"}' : JSON.stringify({ type: first(':'), id: rest(':') }),
      );
    case 'op':
      return change.op === value;
    case 'field':
      return change.changed_fields?.includes(value) ?? false;
    case 'value':
      return recorded(change, first('='), rest('='));
    case 'pk':
      return ['{}', '{"id":null}'].includes(value)
        ? ['{}', '{"id": null}'].includes(change.table_pk)
        : contains(change.table_pk, value);
    case 'meta':
      return contains(transaction.meta, value);
    case 'source':
      return transaction.source === value;
    case 'txid':
      return transaction.txid === value;
    case 'action_name':
      return action?.name === value;
    case 'action_status':
      return action?.status === value;
    case 'correlation_id':
    case 'request_id':
    case 'job_id':
      return action?.[key] === value;
  }
}

function recorded(change: NaiveRow['change'], column: string, value: string): boolean {
  return [change.data_after, change.changed_from].some((image) => {
    const stored = jsonObject(image).get(column);
    if (stored === undefined) return false;
    if (jsonKind(stored) === 'string') return jsonString(stored) === value;
    if (jsonKind(stored) === 'number') return isNumber(value) && decimal(stored) === decimal(value);
    return stored === value && (jsonKind(stored) === 'boolean' || jsonKind(stored) === 'null');
  });
}

function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** jsonb's `@>` for what keys, actors and meta hold. */
function contains(stored: JsonText | null, wanted: JsonText): boolean {
  if (stored === null || jsonKind(stored) !== jsonKind(wanted)) return false;
  switch (jsonKind(wanted)) {
    case 'object': {
      const members = jsonObject(stored);
      return [...jsonObject(wanted)].every(([name, part]) => contains(members.get(name) ?? null, part));
    }
    case 'array':
      return jsonElements(wanted).every((part) => jsonElements(stored).some((one) => contains(one, part)));
    case 'string':
      return jsonString(stored) === jsonString(wanted);
    case 'number':
      return decimal(stored) === decimal(wanted);
    default:
      return stored.trim() === wanted.trim();
  }
}

/** One spelling a number: its digits as an integer, and a power of ten. */
function decimal(text: string): string {
  const [mantissa = '0', exponent = '0'] = text.trim().toLowerCase().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(`${whole}${fraction}`.replace('-', ''));
  if (digits === 0n) return '0';
  const trimmed = String(digits).replace(/0+$/, '');
  const power = Number(exponent) - fraction.length + String(digits).length - trimmed.length;
  return `${mantissa.startsWith('-') ? '-' : ''}${trimmed}e${power}`;
}
