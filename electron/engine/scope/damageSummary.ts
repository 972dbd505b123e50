import { compareBytes } from '@shared/domain/diff.ts';
import { damageStates, liveStates, type DamageEntry, type DamageSummary } from '@shared/domain/damage.ts';

/** How many fields are in which state, by table and field, in the order of the entries given. Pure. */
export function damageSummary(entries: readonly DamageEntry[]): readonly DamageSummary[] {
  const groups = new Map<string, { key: Key; entries: DamageEntry[] }>();
  for (const entry of entries) {
    const { table_schema, table_name, field } = entry;
    const key = { table_schema, table_name, field };
    const name = JSON.stringify(Object.values(key));
    const group = groups.get(name) ?? { key, entries: [] };
    group.entries.push(entry);
    groups.set(name, group);
  }
  return [...groups.values()]
    .sort((a, b) => order(a.key, b.key))
    .map(({ key, entries: members }) => ({
      ...key,
      set: members.length,
      states: counts(damageStates, members, ({ state }) => state),
      live: counts(liveStates, members, ({ live }) => live),
    }));
}

type Key = Pick<DamageEntry, 'table_schema' | 'table_name' | 'field'>;

function counts<K extends string>(
  keys: readonly K[],
  entries: readonly DamageEntry[],
  of: (entry: DamageEntry) => K,
): Record<K, number> {
  const all = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const entry of entries) all[of(entry)] += 1;
  return all;
}

function order(a: Key, b: Key): number {
  const [left, right] = [a, b].map(({ table_schema, table_name, field }) => [
    table_schema,
    table_name,
    field ?? '',
  ]);
  for (const [i, text] of (left ?? []).entries()) {
    const difference = compareBytes(text, right?.[i] ?? '');
    if (difference !== 0) return difference;
  }
  return 0;
}
