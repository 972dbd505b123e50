import type { FindHit } from '@shared/domain/find.ts';
import type { Instant } from '@shared/domain/instant.ts';
import { capital, formatCount, plural, shortId } from '@renderer/lib/format.ts';
import { rowKey, type KeyOrders } from '@renderer/lib/rowKey.ts';
import { formatInstant, formatShort, instantParts, type Zone } from '@renderer/lib/zone.ts';
import type { Line } from './guess.ts';
import type { Found } from './lookup.ts';

/** How instants and keys are shown. */
export interface Manner {
  readonly orders: KeyOrders;
  readonly zone: Zone;
  /** The year that need not be said. */
  readonly year: string;
  /** Several texts were looked for. */
  readonly several?: boolean;
}

/** Of kinds this file knows nothing of, the kind itself is the noun: `meta_value` is "Meta value". */
const NOUNS: Partial<Readonly<Record<string, string>>> = {
  txid: 'Transaction',
  row_key: 'Row',
  recorded_value: 'Value',
  meta_value: 'Meta',
};

/** Pure: what was found: what it is, which one, and at the end how often and when. */
export function hitLine(found: Found, manner: Manner): Line {
  const { hit } = found;
  const noun = NOUNS[hit.kind] ?? capital(hit.kind.replaceAll('_', ' '));
  return { noun, ...bodyOf(found, manner), ...endOf(hit, manner) };
}

function bodyOf(
  found: Found,
  { orders, several = false }: Manner,
): Pick<Line, 'text' | 'of' | 'also' | 'op' | 'lead'> {
  const { hit, text } = found;
  const { kind, label, where } = hit;
  // Where several texts were looked for: which of them.
  const said = several ? { lead: `${shortId(text)} is` } : {};
  const table = `${where.table_schema}.${where.table_name}`;
  const key = where.table_pk === null ? null : keyText(where, where.table_pk, orders);
  switch (kind) {
    case 'row_key':
      return { text: `${table} ${key ?? ''}`.trim() };
    case 'recorded_value': {
      if (where.column === null) return { text: label };
      const row = key === null ? {} : { also: `in row ${key}` };
      const rows = where.rows !== null && where.rows > 1 ? { also: `in ${plural(where.rows, 'row')}` } : row;
      return { text: where.column, of: table, ...rows, ...said };
    }
    case 'meta_value':
    case 'action_text': {
      const [, column = label, rest] = /^(\S+) (of .+)$/s.exec(label) ?? [];
      return { text: column, ...(rest === undefined ? {} : { also: rest }), ...said };
    }
    case 'change': {
      const [, op] = /^(insert|update|delete) of /.exec(label) ?? [];
      return { text: `${table} ${key ?? ''}`.trim(), ...(op === undefined ? {} : { op }) };
    }
    case 'transaction':
    case 'txid': {
      const who = transactionOf(label)?.who;
      const also = who === undefined ? {} : { also: `by ${who}` };
      return kind === 'txid' ? { lead: 'number', text, ...also } : { text: shortId(text), ...also };
    }
    case 'actor':
      return { text: label.replace(/^actor /, '') };
    case 'action':
      return { text: label.replace(/^action /, '') };
    case 'correlation':
    case 'request':
    case 'job':
      return { text, also: label.replace(/^\S+ id of /, 'of ') };
    default:
      return { text: label };
  }
}

/** Every hit says how often; when, where something was captured. */
function endOf(hit: FindHit, manner: Manner): Pick<Line, 'end' | 'full'> {
  const { kind, label, count, newest } = hit;
  const began = kind === 'transaction' || kind === 'txid' ? transactionOf(label)?.at : undefined;
  const at = began ?? newest?.captured_at;
  const changes = changesOf(hit);
  if (at === undefined) return { end: changes, full: label };
  const full = `${label}, ${changes}, ${began === undefined ? 'newest ' : ''}${formatInstant(at, manner.zone)}`;
  const when = `${began === undefined && count > 1 ? 'newest ' : ''}${shortWhen(at, manner)}`;
  return {
    end: kind === 'change' ? when : `${changes} · ${when}`,
    full: began === undefined ? full : `${label}, ${changes}`,
  };
}

function changesOf({ count, capped }: FindHit): string {
  if (count === 0) return 'no captured change';
  return capped ? `over ${formatCount(count)} changes` : plural(count, 'change');
}

/** A key as everywhere else. */
function keyText(where: FindHit['where'], table_pk: string, orders: KeyOrders): string {
  try {
    return rowKey({ ...where, table_pk }, orders)?.text ?? table_pk;
  } catch {
    return table_pk;
  }
}

/** Who and when, off the engine's line: `transaction number 4711, service_account:warehouse, 2026-…`. */
function transactionOf(label: string): { readonly who: string; readonly at: Instant } | null {
  const [, who = '', at = ''] = /^transaction(?: number \d+)?, (.+), ([^,]+)$/s.exec(label) ?? [];
  return at === '' ? null : { who, at };
}

/** `5 Nov 03:11`, with the year where it is another. */
function shortWhen(instant: Instant, { zone, year }: Manner): string {
  const parts = instantParts(instant, zone);
  const other = parts !== null && !parts.date.startsWith(year) ? ` ${parts.date.slice(0, 4)}` : '';
  return parts === null ? instant : formatShort(instant, zone).replace(/ (?=\d\d:)/, `${other} `);
}
