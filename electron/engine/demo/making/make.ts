import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Client } from 'pg';
import { captureSql } from '../capture.ts';
import clockSql from '../schema/clock.sql?raw';
import grantsSql from '../schema/grants.sql?raw';
import rolesSql from '../schema/roles.sql?raw';
import shopSql from '../schema/shop.sql?raw';
import statementsSql from '../schema/statements.sql?raw';
import type { Micros } from './calendar.ts';
import { taleOf } from './tale.ts';
import type { Tale } from './tale.ts';
import { transactionSql } from './transactionSql.ts';

export interface Making {
  readonly now: Micros;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (progress: { readonly step: string; readonly fraction: number | null }) => void;
}

/** So many transactions travel in one message; more would only make cancelling slower. */
const batchSize = 300;

/**
 * Fills an empty database with the demo. `client` is a superuser's session on it, of a server that no one else
 * uses yet. Errors: `cancelled`; whatever PostgreSQL refuses. What is half made then is the caller's to remove.
 */
export async function makeDemo(client: Client, making: Making): Promise<void> {
  const { now, signal, onProgress } = making;
  const run = async (sql: string): Promise<void> => {
    if (signal?.aborted === true) throw cancelled();
    await client.query(sql);
  };
  onProgress({ step: 'Opening the shop', fraction: null });
  const tale = taleOf(now);
  await openShop(run, tale);
  onProgress({ step: 'Living three weeks', fraction: 0 });
  await live(run, tale, onProgress);
  onProgress({ step: 'Settling down', fraction: null });
  await run('RESET ROLE');
  await run('VACUUM ANALYZE');
  await run('CHECKPOINT');
}

/** Founding rows are written before capture is installed, so nothing tells of them. */
async function openShop(run: (sql: string) => Promise<void>, tale: Tale): Promise<void> {
  await run(rolesSql);
  await run("SET TimeZone = 'UTC'; SET search_path = public");
  await run(clockSql);
  await run(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO shop_owner', current_database()); END $$`,
  );
  await run('ALTER SCHEMA public OWNER TO shop_owner; SET ROLE shop_owner');
  await run(shopSql);
  await run(['BEGIN', ...tale.founding, 'COMMIT'].join(';\n'));
  await run('RESET ROLE; ANALYZE');
  const { install, triggers } = captureSql();
  await run('SET ROLE shop_owner');
  await run(`BEGIN;\n${install}\n${triggers}\nCOMMIT`);
  await run('RESET ROLE');
  await run(grantsSql);
}

async function live(
  run: (sql: string) => Promise<void>,
  tale: Tale,
  onProgress: Making['onProgress'],
): Promise<void> {
  // Plans made while the trail is empty are kept until the end: without this they would read it whole.
  await run('SET enable_seqscan = off; SELECT setseed(0.4711)');
  await run('SET ROLE shop_app');
  // One message each: a prepared statement remembers the whole message it came in, and copies it when run.
  for (const statement of statementsSql.split(/(?<=;)\n/)) await run(statement);
  const whole = tale.calendar.now - tale.start;
  let pending = Promise.resolve();
  for (const batch of batches(tale)) {
    await pending;
    onProgress({ step: 'Living three weeks', fraction: Math.min(1, (batch.until - tale.start) / whole) });
    // The next batch is told while the server works on this one.
    pending = run(batch.sql);
    pending.catch(() => undefined);
  }
  await pending;
}

function* batches(tale: Tale): Generator<{ readonly sql: string; readonly until: Micros }> {
  let parts: string[] = [];
  for (const transaction of tale.transactions) {
    parts.push(transactionSql(transaction));
    if (parts.length < batchSize) continue;
    yield { sql: parts.join(''), until: transaction.at };
    parts = [];
  }
  yield { sql: parts.join(''), until: tale.calendar.now };
}

function cancelled(): InvestigatorError {
  return new InvestigatorError('cancelled', 'The demo was not made: stopped on request.', {
    retryable: true,
  });
}
