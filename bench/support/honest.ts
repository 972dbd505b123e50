import pg from 'pg';
import { captureInstallSql } from '@engine/capture/install.ts';
import { captureTriggerSql } from '@engine/capture/triggers.ts';
import type { EmbeddedServer } from '@engine/embedded/server.ts';
import type { BenchDatabase } from './database.ts';

/** Change it when what the database holds changes: an older one is then made anew. */
const RECIPE = 1;
const PER_TRANSACTION = 5;
const ROWS_A_TABLE = 20_000;
const TABLES = ['users', 'orders', 'posts', 'comments', 'line_items'];

/**
 * A database whose trail real capture wrote: rows inserted, updated, deleted and inserted again, in transactions of
 * their own. So histories chain, transaction ids are those that wrote, and live rows are as captured. Made once
 * (some three minutes a million).
 */
export async function honestDatabase(
  server: EmbeddedServer,
  changes: number,
  say: (text: string) => void,
): Promise<BenchDatabase> {
  const name = `honest_${changes}_v${RECIPE}`;
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    const { rows } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rows.length === 0) {
      say(`making ${changes} honest changes, once`);
      await admin.query('DROP DATABASE IF EXISTS honest_making');
      await admin.query('CREATE DATABASE honest_making TEMPLATE template0');
      await fill(server.url('honest_making'), changes);
      await admin.query(`ALTER DATABASE honest_making RENAME TO ${name}`);
    }
  } finally {
    await admin.end();
  }
  return { url: server.url(name), changes };
}

async function fill(url: string, changes: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const options = { storageSchema: 'public', era: 'current' } as const;
    // Half of the tables store prior values, as hosts do.
    const tables = TABLES.map((table, i) => ({ table, store_changed_from: i % 2 === 1 }));
    await client.query(TABLES.map(tableSql).join('\n'));
    await client.query(captureInstallSql({ ...options, actorIndex: true }));
    await client.query(captureTriggerSql({ ...options, tables }));
    await client.query('SET synchronous_commit = off');
    await client.query(LIVE);
    // Of one statement, so that the procedure may commit.
    await client.query(`CALL live(${changes / PER_TRANSACTION})`);
    for (const table of ['audit_transactions', 'audit_changes', ...TABLES])
      await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}

function tableSql(name: string): string {
  return `CREATE TABLE ${name} (id int PRIMARY KEY, email text, full_name text, status text, total numeric(12, 2), quantity int,
    active boolean, note text, settings jsonb, inserted_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz);`;
}

/** Every write of a row is one change: deleted if it is there and inserted if it is not, or written anew. */
function writeSql(name: string): string {
  return `
    IF g % 20 = 7 THEN
      DELETE FROM ${name} WHERE id = pk;
      CONTINUE WHEN FOUND;
    END IF;
    INSERT INTO ${name} (id, email, full_name, status, total, quantity, active, note, settings, updated_at)
    VALUES (pk, 'user' || pk || '@example.com', initcap(md5('f' || pk)), states[1 + h % 5], h % 1000000 / 100.0, h % 50, h % 3 <> 0,
      CASE WHEN h % 4 = 0 THEN NULL ELSE md5('n' || g) || repeat(' lorem ipsum dolor', 1 + h % 8) END,
      jsonb_build_object('theme', h % 2, 'flags', jsonb_build_array(h % 7, h % 11), 'nested', jsonb_build_object('a', h % 5, 'b', NULL)),
      clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET status = excluded.status, updated_at = excluded.updated_at,
      total = CASE WHEN h % 3 = 0 THEN excluded.total ELSE ${name}.total END,
      note = CASE WHEN h % 3 = 1 THEN excluded.note ELSE ${name}.note END,
      settings = CASE WHEN h % 3 = 2 THEN excluded.settings ELSE ${name}.settings END;`;
}

const LIVE = `
CREATE PROCEDURE live(transactions int) LANGUAGE plpgsql AS $$
DECLARE
  states text[] := ARRAY['active', 'trial', 'paid', 'cancelled', 'pending'];
  g int; h int; pk int; seed int;
BEGIN
  FOR n IN 1..transactions LOOP
    PERFORM set_config('threadline.actor_ref', format('{"type":"user","id":"u-%s"}', n % 2000), true);
    FOR i IN 1..${PER_TRANSACTION} LOOP
      g := (n - 1) * ${PER_TRANSACTION} + i;
      h := hashint4(g) & 2147483647;
      seed := hashint4(g + 1000000007) & 2147483647;
      pk := 1 + seed / 5 % ${ROWS_A_TABLE};
      CASE seed % 5
${TABLES.map((name, i) => `      WHEN ${i} THEN ${writeSql(name)}`).join('\n')}
      END CASE;
    END LOOP;
    COMMIT;
  END LOOP;
END $$`;
