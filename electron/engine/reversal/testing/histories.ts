import fc from 'fast-check';
import type { CaptureSettings } from '../../capture/policy.ts';

interface TestTable {
  readonly table: string;
  readonly key: readonly string[];
  readonly settings: CaptureSettings;
  /** Column → SQL of values it may take. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

const types: TestTable['columns'] = {
  txt: ["'a'", `E'b\\n-- \\\\ '' \\u202e $$'`, "''", 'NULL'],
  n: ['1.000', '12345678901234567890.123456789', "'NaN'", 'NULL', '-0.50'],
  m: ['1.10', '-99999999.99'],
  f: ['0.1', "'Infinity'", '1e300', 'NULL'],
  i: ['9007199254740993', '-1', 'NULL'],
  at: ["'2026-01-02 03:04:05.678901+05:30'", "'infinity'", "'0044-03-15 00:00:00+00 BC'", 'NULL'],
  l: ["'2026-01-02 03:04:05.5'", 'NULL'],
  d: ["'2026-02-28'", 'NULL'],
  j: [`'{"a": [1.10, null], "b": "x''y"}'`, `'null'`, `'"text"'`, 'NULL', '\'{"a": 2}\''],
  js: [`'{"b": 1, "a": [1.10]}'`, 'NULL', `'[]'`],
  arr: [`ARRAY['a', NULL, 'q"\\', 'NULL', '']`, `'{}'`, 'NULL', `'{{a,b},{c,d}}'`],
  nums: [`'{1.50,NULL,-3}'`, 'NULL', `'{}'`],
  b: [`'\\x00ff'`, `'\\x'`, 'NULL'],
  c: ["'ab'", "'abcde'", 'NULL'],
  e: ["'sad'", `'it''s "fine"'`, 'NULL'],
  u: ["'11111111-2222-4333-8444-555555555555'", 'NULL'],
  ok: ['true', 'false', 'NULL'],
  iv: ["'1 day 02:03:04.5'", 'NULL'],
  r: [`'[1,5)'`, `'empty'`, 'NULL'],
  bits: [`B'10101'`, 'NULL'],
  dom: ["'x@y'", 'NULL'],
  comp: [`ROW(1, 'x "y"')`, 'NULL', `ROW(NULL, NULL)`],
  comps: [`ARRAY[ROW(1, 'a')::public.pair, NULL]`, 'NULL'],
  moods: [`'{sad,NULL}'`, 'NULL'],
  pt: [`'(1,2.5)'`, 'NULL'],
};

const typeColumns = `txt text, n numeric, m numeric(12,2), f float8, i bigint, at timestamptz, l timestamp, d date, j jsonb, js json,
  arr text[], nums numeric[], b bytea, c char(5), e mood, u uuid, ok boolean, iv interval, r int4range, bits bit(5),
  dom handle, comp pair, comps pair[], moods mood[], pt point, gen text GENERATED ALWAYS AS (coalesce(txt, '') || '!') STORED`;

/** Prior values on and off, masked, excluded, unnamed, a composite key, identities, every kind of type. */
export const TABLES: readonly TestTable[] = [
  { table: 'plain', key: ['id'], settings: {}, columns: types },
  { table: 'priors', key: ['id'], settings: { store_changed_from: true }, columns: types },
  {
    table: 'hidden',
    key: ['id'],
    settings: {
      store_changed_from: true,
      mask: ['secret'],
      exclude: ['digest'],
      except_columns: ['seen'],
      mask_placeholder: 'it is "hidden"',
    },
    columns: {
      secret: ["'s1'", "'s2'", 'NULL'],
      digest: ["'d1'", "'d2'"],
      seen: ["'2026-01-01'", "'2026-01-02'"],
      note: ["'n1'", "'n2'", "'[REDACTED]'"],
    },
  },
  {
    table: 'pairs',
    key: ['a', 'b'],
    settings: { store_changed_from: true },
    columns: { v: ["'1'", "'2'", 'NULL'], w: ['1', '2'] },
  },
  {
    table: 'uniques',
    key: ['id'],
    settings: { store_changed_from: true },
    columns: {
      email: ["'a'", "'b'", 'NULL'],
      code: ["'x'", "'X'", "'y'"],
      org: ['1', '2'],
      slot: ['1', '2', 'NULL'],
      gone: ["'2026-01-01'", 'NULL'],
    },
  },
  { table: 'idents', key: ['id'], settings: {}, columns: { v: ["'1'", "'2'"] } },
];

export const tablesSql = `
CREATE TYPE mood AS ENUM ('sad', 'it''s "fine"');
CREATE TYPE pair AS (x int, y text);
CREATE DOMAIN handle AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE shadow (seq serial, txid bigint, table_name text, old jsonb);
CREATE FUNCTION shadow() RETURNS trigger LANGUAGE plpgsql SET TimeZone = 'UTC' AS $$
BEGIN
  INSERT INTO shadow (txid, table_name, old)
  VALUES (txid_current(), TG_TABLE_NAME, CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE to_jsonb(OLD) END);
  RETURN NULL;
END $$;
CREATE TABLE plain (id bigint PRIMARY KEY, ${typeColumns});
CREATE TABLE priors (id bigint PRIMARY KEY, ${typeColumns});
CREATE TABLE hidden (id bigint PRIMARY KEY, secret text, digest text, seen date, note text);
CREATE TABLE pairs (a int, b char(3), v text, w int, PRIMARY KEY (a, b));
CREATE TABLE uniques (id bigint PRIMARY KEY, email text UNIQUE, code text, org int DEFAULT 1, slot int, gone date, UNIQUE (org, slot));
CREATE UNIQUE INDEX uniques_code ON uniques (lower(code)) WHERE gone IS NULL;
CREATE TABLE idents (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text);
${['plain', 'priors', 'hidden', 'pairs', 'uniques', 'idents']
  .map(
    (t) =>
      `CREATE TRIGGER a_shadow AFTER INSERT OR UPDATE OR DELETE ON ${t} FOR EACH ROW EXECUTE FUNCTION shadow();`,
  )
  .join('\n')}`;

export interface TestStep {
  /** `rekey` gives the row another key; `uncaptured` is a write past the triggers. */
  readonly kind: 'insert' | 'update' | 'delete' | 'rekey' | 'uncaptured';
  readonly table: TestTable;
  /** Key values by column, from a small set so that rows meet. */
  readonly key: readonly string[];
  readonly to: readonly string[];
  readonly sets: Readonly<Record<string, string>>;
  /** Of the draft, or of others. */
  readonly thief: boolean;
  readonly zone: string;
}

const keyValues: Readonly<Record<string, readonly string[]>> = {
  id: ['1', '2'],
  a: ['1', '2'],
  b: ["'x'", "'yz'"],
};

export function history({ gaps }: { readonly gaps: boolean }): fc.Arbitrary<readonly TestStep[]> {
  const kinds = ['insert', 'update', 'update', 'update', 'delete', 'rekey'] as const;
  const stepOf = (table: TestTable): fc.Arbitrary<TestStep> => {
    const key = fc.tuple(...table.key.map((column) => fc.constantFrom(...(keyValues[column] ?? ['1']))));
    const columns = Object.entries(table.columns).map(
      ([name, values]) => [name, fc.constantFrom(...values)] as const,
    );
    return fc.record({
      kind: fc.constantFrom(...kinds, ...(gaps ? (['uncaptured'] as const) : [])),
      table: fc.constant(table),
      key,
      to: key,
      sets: fc.record<Record<string, string>>(Object.fromEntries(columns), { requiredKeys: [] }),
      thief: fc.boolean(),
      zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York'),
    });
  };
  // Of few tables and keys, so that what happens happens to the same rows.
  return fc
    .subarray([...TABLES], { minLength: 1, maxLength: 2 })
    .chain((tables) => fc.array(fc.oneof(...tables.map(stepOf)), { minLength: 4, maxLength: 40 }));
}

interface Runs {
  execute(sql: string): Promise<void>;
}

/** One transaction; a statement that would break a key does nothing. */
export async function runStep(database: Runs, step: TestStep): Promise<void> {
  const actor = step.thief ? '{"type": "user", "id": "thief"}' : '{"type": "user", "id": "other"}';
  await database.execute(
    `BEGIN; SET LOCAL TimeZone = '${step.zone}'; SELECT set_config('threadline.actor_ref', '${actor}', true);
     ${stepSql(step)}; COMMIT`,
  );
}

function stepSql(step: TestStep): string {
  const past = step.kind === 'uncaptured' ? 'SET LOCAL session_replication_role = replica; ' : '';
  const sql = writeSql(step);
  return (
    past +
    (step.table.table === 'uniques'
      ? `DO $do$ BEGIN ${sql}; EXCEPTION WHEN unique_violation THEN NULL; END $do$`
      : sql)
  );
}

function writeSql(step: TestStep): string {
  const { table, key: columns } = step.table;
  const pairs = (values: readonly string[]): readonly string[] =>
    columns.map((column, i) => `"${column}" = ${values[i]}`);
  const sets = Object.entries(step.sets);
  const [some] = Object.keys(step.table.columns);
  const put = sets.map(([name, value]) => `"${name}" = ${value}`);
  const where = pairs(step.key).join(' AND ');
  const update = `UPDATE ${table} SET ${put.length === 0 ? `${some} = ${some}` : put.join(', ')} WHERE ${where}`;
  switch (step.kind) {
    case 'insert':
      return `INSERT INTO ${table} (${[...columns, ...sets.map(([name]) => name)].join(', ')}) OVERRIDING SYSTEM VALUE
        VALUES (${[...step.key, ...sets.map(([, value]) => value)].join(', ')}) ON CONFLICT DO NOTHING`;
    case 'delete':
      return `DELETE FROM ${table} WHERE ${where}`;
    case 'update':
      return update;
    case 'rekey':
      // An identity that is always generated cannot be set.
      if (table === 'idents') return update;
      return `UPDATE ${table} SET ${[...pairs(step.to), ...put].join(', ')}
        WHERE ${where} AND NOT EXISTS (SELECT FROM ${table} WHERE ${pairs(step.to).join(' AND ')})`;
    case 'uncaptured':
      return step.thief ? `DELETE FROM ${table} WHERE ${where}` : update;
  }
}
