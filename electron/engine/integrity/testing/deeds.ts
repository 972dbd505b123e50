import fc from 'fast-check';
import { breaks, type Version } from './oracle.ts';
import type { World } from './world.ts';

/**
 * The five ways to tamper, in any combination on one row, on a plain and on a composite key. What has to be found
 * is reckoned beside the database, by the oracle, from what was done.
 */
const deed = fc.oneof(
  fc.record({ what: fc.constant('forge' as const), version: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ what: fc.constant('edit' as const), version: fc.integer({ min: 0, max: 4 }) }),
  // Without prior values a missing version shows only where it changed what the next does not name.
  fc.record({ what: fc.constant('delete' as const), version: fc.constantFrom(1, 3, 4) }),
  fc.record({
    what: fc.constant('back-date' as const),
    version: fc.integer({ min: 1, max: 4 }),
    // Within its place, or before the version that precedes it.
    seconds: fc.constantFrom(10, 90),
  }),
  fc.record({ what: fc.constant('disable' as const), version: fc.constant(9) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

export const targetArbitrary = fc.record({
  table: fc.constantFrom('people' as const, 'items' as const),
  deeds: fc.uniqueArray(deed, { minLength: 1, maxLength: 4, selector: ({ version }) => version }),
});
export type Target = typeof targetArbitrary extends fc.Arbitrary<infer T> ? T : never;

interface Names {
  readonly key: string;
  readonly counter: string;
  readonly text: string;
}
const NAMES: Readonly<Record<Target['table'], Names>> = {
  people: { key: 'id', counter: 'n', text: 'name' },
  items: { key: 'a', counter: 'v', text: 'w' },
};

const idOf = (i: number): number => 901 + i;

/** Five versions of each target's row, a minute apart; every other one changes its text too. */
export async function liveTargets(world: World, targets: readonly Target[]): Promise<void> {
  for (const [i, { table }] of targets.entries()) {
    const { key, counter, text } = NAMES[table];
    const other = table === 'items' ? [', b', `, 'k'`] : ['', ''];
    await world.transaction(
      `INSERT INTO ${table} (${key}${other[0]}, ${counter}, ${text}) VALUES (${idOf(i)}${other[1]}, 0, 'w0')`,
    );
    for (let n = 1; n <= 4; n += 1)
      await world.transaction(
        `UPDATE ${table} SET ${counter} = ${n}${n % 2 === 1 ? `, ${text} = 'w${n}'` : ''} WHERE ${key} = ${idOf(i)}`,
      );
  }
}

/** Does it, some life passing after each; answers `code table key` of what has to be found. */
export async function tamperTargets(
  world: World,
  targets: readonly Target[],
  { priors, keyed }: { readonly priors: boolean; readonly keyed: boolean },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [i, target] of targets.entries()) {
    const { table, deeds } = target;
    for (const one of deeds) {
      await world.behind(sqlOf(i, target, one));
      await world.pass(3);
    }
    const isTold = keyed || table === 'people';
    const pk = isTold
      ? table === 'people'
        ? `{"id": "${idOf(i)}"}`
        : `{"a": "${idOf(i)}", "b": "k"}`
      : '{"id": null}';
    const answer = breaks(
      versionsAfter(deeds),
      deeds.some(({ what }) => what === 'disable'),
      priors,
    );
    found.push(
      ...Array<string>(answer.rewritten).fill(`written_later public.${table} ${pk}`),
      // Whose row it is can be told of keyed changes only.
      ...(isTold ? Array<string>(answer.breaks).fill(`chain_break public.${table} ${pk}`) : []),
      ...(isTold && answer.live ? [`uncaptured_write public.${table} ${pk}`] : []),
    );
  }
  const switched = targets
    .filter(({ deeds }) => deeds.some(({ what }) => what === 'disable'))
    .map(({ table }) => `capture_switched public.${table}`);
  return [...found, ...new Set(switched)];
}

function sqlOf(i: number, { table }: Target, { what, version, ...rest }: Deed): string {
  const { key, counter, text } = NAMES[table];
  const mine = `table_name = '${table}' AND data_after ->> '${key}' = '${idOf(i)}' AND data_after ->> '${counter}' = '${version}'`;
  switch (what) {
    case 'forge':
      return `INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, changed_from, captured_at)
        SELECT gen_random_uuid(), transaction_id, table_schema, table_name, table_pk, 'update',
          data_after || '{"${counter}": ${version + 50}, "${text}": "forged"}', '{${counter},${text}}',
          jsonb_build_object('${counter}', data_after -> '${counter}', '${text}', data_after -> '${text}'), captured_at + interval '1 second'
        FROM audit_changes WHERE ${mine}`;
    case 'edit':
      return `UPDATE audit_changes SET data_after = data_after || '{"${text}": "edited"}' WHERE ${mine}`;
    case 'delete':
      return `DELETE FROM audit_changes WHERE ${mine}`;
    case 'back-date':
      return `UPDATE audit_changes SET captured_at = captured_at - interval '${'seconds' in rest ? rest.seconds : 0} seconds' WHERE ${mine}`;
    default:
      return `ALTER TABLE ${table} DISABLE TRIGGER threadline_audit_${table}; UPDATE ${table} SET ${counter} = 77 WHERE ${key} = ${idOf(i)};
        ALTER TABLE ${table} ENABLE TRIGGER threadline_audit_${table}`;
  }
}

/** The captured versions as the deeds leave them. */
function versionsAfter(deeds: readonly Deed[]): readonly Version[] {
  const of = (n: number): Deed | undefined => deeds.find(({ version }) => version === n);
  const text = (n: number): string => (n === 0 ? 'w0' : `w${n - ((n + 1) % 2)}`);
  const captured = [0, 1, 2, 3, 4].flatMap((n): readonly Version[] => {
    const done = of(n);
    const prior = { counter: n - 1, text: text(n - 1) };
    const base: Version = {
      at: n * 60 - (done?.what === 'back-date' ? done.seconds : 0),
      image: { counter: n, text: done?.what === 'edit' ? 'edited' : text(n) },
      prior: n === 0 ? null : n % 2 === 1 ? prior : { counter: prior.counter },
      rewritten: done?.what === 'edit' || done?.what === 'back-date',
    };
    const forged: Version = {
      at: n * 60 + 1,
      image: { counter: n + 50, text: 'forged' },
      prior: { counter: n, text: text(n) },
      rewritten: true,
    };
    return [...(done?.what === 'delete' ? [] : [base]), ...(done?.what === 'forge' ? [forged] : [])];
  });
  return captured.toSorted((a, b) => a.at - b.at);
}
