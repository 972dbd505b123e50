import type { Capability } from '@shared/domain/capability.ts';
import type { Damage } from '@shared/domain/damage.ts';
import { jsonObject, type JsonText } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { ReadTransaction } from '../db/session.ts';
import { readLiveRows } from '../rows/liveRows.ts';
import { tableKey } from './readPolicies.ts';

type LiveImage = ReadonlyMap<string, JsonText>;

export interface LiveLookup {
  /** Column → JSON text; null when there is no such row, undefined when that could not be read. */
  rowOf(address: RowAddress): LiveImage | null | undefined;
  readonly not_readable: Damage['not_readable'];
}

/** Keys asked of a table at once. */
const CHUNK = 1_000;

/** The live rows of these addresses, of several tables, from the snapshot of the read under way. */
export async function readLiveOf(
  tx: ReadTransaction,
  capability: Capability,
  addresses: readonly RowAddress[],
): Promise<LiveLookup> {
  const tables = new Map<string, { address: RowAddress; keys: Set<string> }>();
  for (const address of addresses) {
    const table = tables.get(tableKey(address)) ?? { address, keys: new Set<string>() };
    table.keys.add(address.table_pk);
    tables.set(tableKey(address), table);
  }
  const found = new Map<string, ReadonlyMap<string, LiveImage | null>>();
  const refused: Damage['not_readable'][number][] = [];
  for (const [name, { address, keys }] of tables) {
    const rows = new Map<string, LiveImage | null>();
    const { table_schema, table_name } = address;
    const all = [...keys];
    for (let at = 0; at < all.length; at += CHUNK) {
      const answer = await readLiveRows(tx, capability, address, all.slice(at, at + CHUNK));
      if (answer.available) {
        for (const [pk, row] of answer.rows) rows.set(pk, row === null ? null : jsonObject(row));
      } else if (at === 0) {
        const { reason, message } = answer;
        refused.push({ table_schema, table_name, reason, message });
        if (reason !== 'unresolved_key' && reason !== 'key_type') break;
      }
    }
    found.set(name, rows);
  }
  return {
    rowOf: (address) => found.get(tableKey(address))?.get(address.table_pk),
    not_readable: refused,
  };
}
