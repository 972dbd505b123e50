import { captureInstallSql } from '../../capture/install.ts';
import type { CaptureEra, TableCapture } from '../../capture/policy.ts';
import { captureTriggerSql } from '../../capture/triggers.ts';
import { quoteLiteral } from '../../db/sql.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { TextRow } from '../../db/session.ts';

/** What is needed of a database of a test. */
interface WorldDatabase {
  readonly name: string;
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly password: string;
  execute(sql: string): Promise<void>;
  query(sql: string): Promise<readonly TextRow[]>;
  drop(): Promise<void>;
}

/** As the demo's: within a transaction every reading is a little later than the one before. */
const CLOCK = `
CREATE SCHEMA story;
CREATE FUNCTION story.clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT least(current_setting('story.now')::timestamptz,
    set_config('story.now', (current_setting('story.now')::timestamptz + interval '317 microseconds')::text, true)::timestamptz)
$$;`;

const TABLES = `
CREATE TABLE people (id bigint PRIMARY KEY, n int NOT NULL DEFAULT 0, name text, phone text, digest text, seen text,
  at timestamptz, amount numeric, prefs jsonb, span interval);
CREATE TABLE items (a int, b text, v int, w text, PRIMARY KEY (a, b));
CREATE TABLE pads (id int PRIMARY KEY, v int);
CREATE TABLE parts (id int PRIMARY KEY, v int) PARTITION BY RANGE (id);
CREATE TABLE parts_low PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_high PARTITION OF parts FOR VALUES FROM (10) TO (100);`;

const PEOPLE: TableCapture = {
  table: 'people',
  mask: ['phone'],
  exclude: ['digest'],
  except_columns: ['seen'],
};

export interface World {
  readonly database: WorldDatabase;
  /** One captured transaction a minute after the one before; answers the time it began at. */
  transaction(sql: string, options?: { readonly zone?: string; readonly actor?: string }): Promise<string>;
  /** SQL outside of the story: nothing told to capture. */
  behind(sql: string): Promise<void>;
  /** Lets time go by without a transaction. */
  wait(minutes: number): void;
  /** Ordinary life between what a test does, so that transaction ids have dates around them. */
  pass(transactions?: number): Promise<void>;
  /** Settings of the capture of people, replacing those before. */
  capturePeople(settings: Partial<TableCapture>): Promise<void>;
}

/** Captured tables made by our own capture SQL, with a clock of their own. */
export async function makeWorld(
  database: WorldDatabase,
  priors: boolean,
  partitioned = false,
  era: CaptureEra = 'current',
): Promise<World> {
  const options = { storageSchema: 'public', era, clock: 'story.clock()' } as const;
  await database.execute(CLOCK + TABLES);
  await database.execute(captureInstallSql(options));
  if (partitioned) await database.execute(PARTITIONED);
  const people = { ...PEOPLE, store_changed_from: priors };
  const others = ['items', 'pads', 'parts'].map((table) => ({ table, store_changed_from: priors }));
  await database.execute(captureTriggerSql({ ...options, tables: [people, ...others] }));
  let minute = 0;
  let pads = 0;
  const world: World = {
    database,
    transaction: async (sql, { zone = 'UTC', actor = 'user:1' } = {}) => {
      minute += 1;
      const at = instantOf(minute);
      const [type = '', id = ''] = actor.split(':');
      await database.execute(
        [
          `BEGIN; SET LOCAL TimeZone = '${zone}'; SET LOCAL story.now = '${at}'`,
          `SET LOCAL threadline.actor_ref = ${quoteLiteral(JSON.stringify({ type, id }))}`,
          sql,
          'COMMIT',
        ].join(';\n'),
      );
      return at;
    },
    behind: async (sql) => {
      minute += 1;
      await database.execute(`BEGIN; SET LOCAL story.now = '${instantOf(minute)}';\n${sql};\nCOMMIT`);
    },
    wait: (minutes) => {
      minute += minutes;
    },
    pass: async (transactions = 2) => {
      for (let i = 0; i < transactions; i += 1) {
        pads += 1;
        await world.transaction(`INSERT INTO pads VALUES (${pads}, 0)`);
      }
    },
    capturePeople: (settings) =>
      database.execute(captureTriggerSql({ ...options, tables: [{ ...people, ...settings }] })),
  };
  await world.pass(3);
  return world;
}

/** The trail as operators split it: by time. */
const PARTITIONED = `
ALTER TABLE audit_changes RENAME TO audit_changes_plain;
CREATE TABLE audit_changes (LIKE audit_changes_plain INCLUDING DEFAULTS) PARTITION BY RANGE (captured_at);
CREATE TABLE audit_changes_a PARTITION OF audit_changes FOR VALUES FROM (MINVALUE) TO ('2026-05-01T01:00:00Z');
CREATE TABLE audit_changes_b PARTITION OF audit_changes FOR VALUES FROM ('2026-05-01T01:00:00Z') TO (MAXVALUE);
CREATE INDEX ON audit_changes (transaction_id); CREATE INDEX ON audit_changes (captured_at);
DROP TABLE audit_changes_plain;`;

function instantOf(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(minute / 60);
  return `2026-05-${two(1 + Math.floor(hours / 24))}T${two(hours % 24)}:${two(minute % 60)}:00.000000Z`;
}
