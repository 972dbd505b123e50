import fc from 'fast-check';
import type { World } from './world.ts';

/** One statement of ordinary life on some row; rows that are not there yet or any more do not matter. */
const statement = fc.oneof(
  fc
    .record({
      row: fc.integer({ min: 1, max: 6 }),
      kind: fc.constantFrom(
        ...(['new', 'name', 'hidden', 'masked', 'seen', 'noop', 'all', 'gone', 'rekey', 'copy'] as const),
      ),
      value: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ row, kind, value }) => peopleSql(row, kind, value)),
  fc
    .record({
      a: fc.integer({ min: 1, max: 2 }),
      b: fc.constantFrom('x', 'y'),
      kind: fc.constantFrom(...(['new', 'v', 'gone', 'rekey'] as const)),
      value: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ a, b, kind, value }) => itemSql(a, b, kind, value)),
  fc
    .record({
      id: fc.integer({ min: 1, max: 20 }),
      kind: fc.constantFrom(...(['new', 'v', 'gone', 'move'] as const)),
      value: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ id, kind, value }) => partSql(id, kind, value)),
);

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('transaction' as const),
      zone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata'),
      action: fc.boolean(),
      parts: fc.array(
        fc.record({ statement, savepoint: fc.constantFrom(...(['none', 'kept', 'rolled back'] as const)) }),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'add column' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'drop column' as const }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export const lifeArbitrary = fc.array(step, { minLength: 5, maxLength: 40 });

/** Lives it, a transaction a minute. */
export async function live(world: World, life: readonly Step[]): Promise<void> {
  for (const one of life) {
    if (one.kind === 'transaction') await world.transaction(transactionSql(one), { zone: one.zone });
    else await world.database.execute(`ALTER TABLE people ${COLUMN[one.kind]}`);
  }
}

const COLUMN = {
  'add column': "ADD COLUMN IF NOT EXISTS extra text DEFAULT 'x'",
  'drop column': 'DROP COLUMN IF EXISTS extra',
} as const;

function transactionSql({ parts, action }: Extract<Step, { kind: 'transaction' }>): string {
  const sql = parts.map(({ statement: text, savepoint }) => {
    if (savepoint === 'none') return text;
    return `SAVEPOINT s; ${text}; ${savepoint === 'kept' ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT s`;
  });
  // As hosts link an action: at the end of the same transaction, here in a savepoint of its own.
  const link = `SAVEPOINT l; WITH a AS (INSERT INTO audit_actions (name, actor_ref, status) VALUES ('x.y', '{"type":"user","id":"1"}', 'ok') RETURNING id)
    UPDATE audit_transactions SET action_id = a.id, meta = '{"k": 1}' FROM a WHERE txid = txid_current(); RELEASE SAVEPOINT l`;
  return [...sql, ...(action ? [link] : [])].join(';\n');
}

function peopleSql(id: number, kind: string, value: number): string {
  const set = (columns: string): string => `UPDATE people SET ${columns} WHERE id = ${id}`;
  switch (kind) {
    case 'new':
      return `INSERT INTO people VALUES (${id}, 0, 'p${value}', 'phone', 'digest', 's', '2026-01-01T00:00:00Z', 1.50, '{"a": [1, 2]}', '1 day') ON CONFLICT DO NOTHING`;
    case 'copy':
      return `INSERT INTO people (id, name) SELECT g, 'bulk' FROM generate_series(${id}, ${id} + 2) g ON CONFLICT DO NOTHING`;
    case 'name':
      return set(`n = n + 1, name = 'p${value}'`);
    case 'hidden':
      return set(`digest = 'd${value}'`);
    case 'masked':
      return set(`phone = 'f${value}'`);
    case 'seen':
      return set(`seen = 's${value}'`);
    case 'noop':
      return set('name = name, amount = amount + 0.000');
    case 'all':
      return set(
        `name = 'q${value}', at = at + interval '${value} hours', amount = ${value}.10, prefs = jsonb_build_object('v', ${value}), span = interval '${value} months 3 days'`,
      );
    case 'gone':
      return `DELETE FROM people WHERE id = ${id}`;
    default:
      return `UPDATE people SET id = id % 6 + 1 WHERE id = ${id} AND NOT EXISTS (SELECT FROM people WHERE id = ${id} % 6 + 1)`;
  }
}

function itemSql(a: number, b: string, kind: string, value: number): string {
  const where = `WHERE a = ${a} AND b = '${b}'`;
  switch (kind) {
    case 'new':
      return `INSERT INTO items VALUES (${a}, '${b}', ${value}, 'w') ON CONFLICT (a, b) DO UPDATE SET v = excluded.v`;
    case 'v':
      return `UPDATE items SET v = ${value} ${where}`;
    case 'gone':
      return `DELETE FROM items ${where}`;
    default:
      return `UPDATE items SET a = 3 - a ${where} AND NOT EXISTS (SELECT FROM items WHERE a = 3 - ${a} AND b = '${b}')`;
  }
}

function partSql(id: number, kind: string, value: number): string {
  switch (kind) {
    case 'new':
      return `INSERT INTO parts VALUES (${id}, ${value}) ON CONFLICT DO NOTHING`;
    case 'v':
      return `UPDATE parts SET v = ${value} WHERE id = ${id}`;
    case 'gone':
      return `DELETE FROM parts WHERE id = ${id}`;
    default:
      // From one partition to the other.
      return `UPDATE parts SET id = (id + 10) % 20 WHERE id = ${id} AND NOT EXISTS (SELECT FROM parts WHERE id = (${id} + 10) % 20)`;
  }
}
