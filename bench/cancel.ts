import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSession } from '@engine/db/open.ts';
import type { ReadTransaction, Session } from '@engine/db/session.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { poolerMissing, startPooler } from '@engine/testing/pooler.ts';
import { startWire } from '@engine/testing/wire.ts';
import type { BenchDatabase } from './support/database.ts';
import { budget, type ReadResult } from './support/read.ts';

const BUDGET_MS = 200;
const STOPS = 10;

/** What there is to stop: a sleep, a scan with a sort, a join that computes, rows on their way. */
const statements: Readonly<Record<string, (tx: ReadTransaction) => Promise<unknown>>> = {
  'a sleeping statement': (tx) => tx.rows({ text: 'SELECT pg_sleep(60)', values: [] }),
  'a scan of everything': (tx) =>
    tx.rows({
      text: `SELECT count(*) FROM (SELECT md5(c.data_after::text || g) FROM public.audit_changes c, generate_series(1, 100) g) x`,
      values: [],
    }),
  'COPY of everything': async (tx) => {
    const text = 'COPY (SELECT c.* FROM public.audit_changes c, generate_series(1, 100)) TO STDOUT';
    let rows = 0;
    for await (const batch of await tx.copyOut({ text, settings: {} })) rows += batch.rows;
    return rows;
  },
};

interface Way {
  readonly name: string;
  readonly session: Session;
  readonly end: () => Promise<void>;
}

/** From the abort to the rejection, the server's statement ended, over each kind of connection. */
export async function benchCancel(
  database: BenchDatabase,
  root: string,
  say: (text: string) => void,
): Promise<readonly ReadResult[]> {
  const results: ReadResult[] = [];
  for (const open of [direct, throughTls, throughPooler]) {
    const way = await open(database, root);
    if (typeof way === 'string') {
      say(`not measured: ${way}`);
      continue;
    }
    try {
      for (const [name, work] of Object.entries(statements))
        results.push(budget(`stop of ${name}, ${way.name}`, await stops(way.session, work), BUDGET_MS));
    } finally {
      await way.session.close();
      await way.end();
    }
  }
  return results;
}

async function stops(
  session: Session,
  work: (tx: ReadTransaction) => Promise<unknown>,
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < STOPS; round += 1) {
    const stopper = new AbortController();
    const ended = session.read({ signal: stopper.signal, statementTimeoutMs: 0 }, work).then(
      () => {
        throw new Error('the statement ended before it was stopped');
      },
      (error: unknown) => {
        if ((error as { code?: string }).code !== 'cancelled') throw error;
      },
    );
    await sleep(100 + round * 20);
    const started = performance.now();
    stopper.abort();
    await ended;
    samples.push(performance.now() - started);
  }
  return samples;
}

async function direct({ url }: BenchDatabase): Promise<Way> {
  const { endpoint, password } = parsePostgresUrl(url);
  return { name: 'direct', session: await openSession(endpoint, password), end: () => Promise.resolve() };
}

async function throughTls({ url }: BenchDatabase, root: string): Promise<Way> {
  const { endpoint, password } = parsePostgresUrl(url);
  const certificates = path.join(root, 'electron/engine/testing/fixtures/tls');
  const wire = await startWire(endpoint, certificates);
  const secured = { ...endpoint, host: 'localhost', port: wire.port };
  const session = await openSession(
    { ...secured, tls: { mode: 'verify-full', ca_file: path.join(certificates, 'ca.pem') } },
    password,
  );
  return { name: 'through TLS', session, end: () => wire.close() };
}

async function throughPooler({ url }: BenchDatabase, root: string): Promise<Way | string> {
  const binaries = path.join(root, 'node_modules/.cache/pgbouncer');
  const missing = poolerMissing(binaries);
  if (missing !== null) return missing;
  const { endpoint, password } = parsePostgresUrl(url);
  const pooler = await startPooler({ endpoint, password: password ?? '' }, binaries);
  const session = await openSession({ ...endpoint, host: '127.0.0.1', port: pooler.port }, password);
  return { name: 'through PgBouncer, transaction mode', session, end: () => pooler.stop() };
}
