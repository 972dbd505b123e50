import { createContext } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { jsonKind, jsonMembers, type JsonText } from '@shared/domain/jsonText.ts';
import { scalarText, tableText } from './change.ts';

/** `schema.table` to its key columns in key order, where a capture trigger of now names them. */
export type KeyOrders = ReadonlyMap<string, readonly string[]>;

interface RowKeyView {
  /** `#311`, `#92807 · 1` */
  readonly text: string;
  /** `order_id 92807, line_no 1` */
  readonly named: string;
}

/** Key orders of the source in front; empty where none are known. */
export const KeyOrdersContext = createContext<KeyOrders>(new Map());

/** Pure: of triggers of one table that disagree none is believed. */
export function keyOrders(triggers: Capability['triggers']): KeyOrders {
  const orders = new Map<string, readonly string[]>();
  const doubtful = new Set<string>();
  for (const trigger of triggers) {
    if (trigger.key_columns.length === 0) continue;
    const table = tableText(trigger);
    const known = orders.get(table);
    if (known !== undefined && known.join('\0') !== trigger.key_columns.join('\0')) doubtful.add(table);
    orders.set(table, trigger.key_columns);
  }
  for (const table of doubtful) orders.delete(table);
  return orders;
}

/** False for `{}` and for a null in it: which row it was is not known (CONTRACT §2.4). */
export function isResolved(key: JsonText): boolean {
  const members = jsonMembers(key);
  return members.length > 0 && members.every(([, value]) => jsonKind(value) !== 'null');
}

/**
 * The row's key in the order the key has; jsonb sorts its members by length, which stands in where no trigger
 * names exactly these columns. Null when the key is unresolved.
 */
export function rowKey(
  change: Pick<AuditChange, 'table_schema' | 'table_name' | 'table_pk'>,
  orders: KeyOrders,
): RowKeyView | null {
  if (!isResolved(change.table_pk)) return null;
  const stored = jsonMembers(change.table_pk);
  const ordered = (orders.get(tableText(change)) ?? []).flatMap((column) =>
    stored.filter(([name]) => name === column),
  );
  const members = ordered.length === stored.length ? ordered : stored;
  return {
    text: `#${members.map(([, value]) => scalarText(value)).join(' · ')}`,
    named: members.map(([name, value]) => `${name} ${scalarText(value)}`).join(', '),
  };
}
