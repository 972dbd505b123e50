import type { Capability } from '@shared/domain/capability.ts';
import { toEpochMicros, isCanonicalInstant } from '@shared/domain/instant.ts';
import { isUnresolvedKey, type ResolvedRow } from '@shared/domain/row.ts';
import type { KeyChange, KeyChanges } from '@shared/domain/rowHistory.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import {
  arrivalsStatement,
  departuresStatement,
  openEndsStatement,
  originsStatement,
  reachStatement,
} from './keyChangesStatements.ts';
import { readLiveRows } from './liveRows.ts';

/** Key changes listed, and how many unknown other ends are searched for. */
const LISTED = 50;
const SEARCHED = 5;
/** Changes of the whole trail that one search looks through. */
const REACH = 50_000;

/**
 * Every place where a row came to this key or went from it (CONTRACT §12, trap 17), newest first, each linked to
 * the other key as far as can be told: by the prior value, else by the one key whose image fits. Where the row
 * went is looked for behind every end of the chain that no delete explains, except that of a row that still
 * lives under this key. Errors: those of Session.read.
 */
export async function keyChanges(
  tx: ReadTransaction,
  capability: Capability,
  row: ResolvedRow,
): Promise<KeyChanges> {
  if (isUnresolvedKey(row.table_pk)) return { entries: [], complete: true };
  const arrivals = await tx.rows(arrivalsStatement(capability, row, LISTED + 1));
  const entries: KeyChange[] = [];
  let complete = arrivals.length <= LISTED;
  let budget = SEARCHED;
  for (const found of arrivals.slice(0, LISTED)) {
    const told = found['other_key'] ?? null;
    if (told !== null || budget-- <= 0) {
      complete &&= told !== null;
      entries.push(keyChange('arrived', found, told, told === null ? null : 'prior_value'));
      continue;
    }
    const origin = await originOf(tx, capability, row, found);
    complete &&= origin.complete;
    entries.push(keyChange('arrived', found, origin.key, origin.key === null ? null : 'image'));
  }
  const departures = await departuresOf(tx, capability, row);
  const all = [...entries, ...departures.entries].sort(newestFirst);
  return { entries: all, complete: complete && departures.complete };
}

interface Origin {
  readonly key: string | null;
  readonly complete: boolean;
}

async function originOf(
  tx: ReadTransaction,
  capability: Capability,
  row: ResolvedRow,
  arrival: TextRow,
): Promise<Origin> {
  const at = arrival['captured_at'] ?? '';
  const bound = await reach(tx, capability, at, 'older');
  const stretch = { change_id: arrival['change_id'] ?? '', from: bound ?? '-infinity', to: at };
  const found = await tx.rows(originsStatement(capability, row, stretch));
  const key = found.length === 1 ? (found[0]?.['other_key'] ?? null) : null;
  return { key, complete: bound === null || key !== null };
}

async function departuresOf(
  tx: ReadTransaction,
  capability: Capability,
  row: ResolvedRow,
): Promise<KeyChanges> {
  const ends = await tx.rows(openEndsStatement(capability, row, SEARCHED + 1));
  const entries: KeyChange[] = [];
  let complete = ends.length <= SEARCHED;
  for (const end of ends.slice(0, SEARCHED)) {
    if (end['newest'] === 't' && (await lives(tx, capability, row))) continue;
    const from = end['captured_at'] ?? '';
    const next = end['next_at'] ?? null;
    const bound = await reach(tx, capability, from, 'newer');
    const cut = bound !== null && (next === null || isEarlier(bound, next));
    const to = cut ? bound : next;
    const stretch = { change_id: end['change_id'] ?? '', from, to };
    const found = await tx.rows(departuresStatement(capability, row, stretch));
    const [first] = found;
    const told = first?.['told'] === 't';
    if (first !== undefined && (told || found.length === 1))
      entries.push(keyChange('left', first, first['other_key'] ?? null, told ? 'prior_value' : 'image'));
    else complete &&= !cut;
  }
  return { entries, complete };
}

async function lives(tx: ReadTransaction, capability: Capability, row: ResolvedRow): Promise<boolean> {
  const live = await readLiveRows(tx, capability, row, [row.table_pk]);
  return live.available && live.rows.get(row.table_pk) != null;
}

/** The instant where a search must stop; null when it may run to the end of the trail. */
async function reach(
  tx: ReadTransaction,
  capability: Capability,
  at: string,
  direction: 'older' | 'newer',
): Promise<string | null> {
  const [row] = await tx.rows(reachStatement(capability, at, direction, REACH));
  return row?.['bound'] ?? null;
}

function keyChange(
  direction: KeyChange['direction'],
  row: TextRow,
  other_key: string | null,
  told_by: KeyChange['told_by'],
): KeyChange {
  return {
    direction,
    other_key,
    told_by,
    change_id: row['change_id'] ?? '',
    transaction_id: row['transaction_id'] ?? '',
    captured_at: row['captured_at'] ?? '',
  };
}

/** What lies beyond canonical instants is not cut short for. */
function isEarlier(a: string, b: string): boolean {
  return isCanonicalInstant(a) && isCanonicalInstant(b) && toEpochMicros(a) < toEpochMicros(b);
}

function newestFirst(a: KeyChange, b: KeyChange): number {
  return compare(b.captured_at, a.captured_at) || compare(b.change_id, a.change_id);
}

/** By code units: canonical instants and lower-case uuids sort as PostgreSQL sorts them. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
