import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Client } from 'pg';
import { loadDump } from './dump.ts';

export const seedTemplate = 'template_seed';

/** Any number will do: it keeps two test files from loading the seed at once. */
const loadingLock = 7_420_118;

/**
 * Makes sure the fixture database of the upstream library (fixtures/README of the upstream run: 6,936 changes,
 * 2,986 transactions) exists as a template, loaded once a run by whoever needs it first.
 */
export async function ensureSeedTemplate(
  admin: Client,
  connect: (database: string) => Promise<Client>,
): Promise<void> {
  await admin.query('SELECT pg_advisory_lock($1)', [loadingLock]);
  try {
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [
      seedTemplate,
    ]);
    if (rowCount === 1) return;
    await admin.query(`DROP DATABASE IF EXISTS ${seedTemplate}`);
    await admin.query(`CREATE DATABASE ${seedTemplate}`);
    const client = await connect(seedTemplate);
    try {
      const file = path.join(import.meta.dirname, 'fixtures', 'seed.sql.gz');
      await loadDump(client, gunzipSync(readFileSync(file)).toString('utf8'));
      await client.query('ANALYZE');
    } finally {
      await client.end();
    }
    await admin.query(`ALTER DATABASE ${seedTemplate} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  } finally {
    await admin.query('SELECT pg_advisory_unlock($1)', [loadingLock]);
  }
}
