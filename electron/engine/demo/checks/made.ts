import { calendarOf, instantOf } from '../making/calendar.ts';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import pg from 'pg';

/** Runs a question and answers its rows, every value as PostgreSQL's text. */
export type Ask = (
  sql: string,
  ...values: readonly string[]
) => Promise<readonly Readonly<Record<string, string | null>>[]>;

/** A made demo under test. */
export interface MadeDemo {
  readonly ask: Ask;
  /** As the application's questions take it. */
  readonly source: AuditSource;
  /** An instant of the story as text. */
  readonly at: (day: number, time: string) => string;
  readonly end: () => Promise<void>;
}

const asText = { types: { getTypeParser: () => (text: string | Buffer) => String(text) } };

/** Opens a session for checking; `stop` ends what lies under it. */
export async function openMade(url: string, nowMs: number, stop: () => Promise<void>): Promise<MadeDemo> {
  const client = new pg.Client({ connectionString: url, ...asText });
  await client.connect();
  await client.query("SET TimeZone = 'UTC'");
  const calendar = calendarOf(nowMs * 1000);
  const { endpoint, password } = parsePostgresUrl(url);
  const source = await openAuditSource(endpoint, password);
  return {
    source,
    ask: async (sql, ...values) => (await client.query<Record<string, string | null>>(sql, [...values])).rows,
    at: (day, time) => instantOf(calendar.at(day, time)),
    end: async () => {
      await client.end();
      await source.session.close();
      await stop();
    },
  };
}

/** Every change with what its transaction and its action say. */
export const changes = `SELECT c.*, c.xmin::text AS row_xmin, t.txid, t.occurred_at, t.actor_ref, t.source, t.meta,
    a.name AS action, a.correlation_id
  FROM threadline.audit_changes c JOIN threadline.audit_transactions t ON t.id = c.transaction_id
  LEFT JOIN threadline.audit_actions a ON a.id = t.action_id`;

/** The questions of a demo that is made only when the tests run. */
export function asked(made: () => MadeDemo): {
  readonly ask: Ask;
  readonly one: (sql: string, ...values: readonly string[]) => Promise<string | null>;
  readonly between: (day: number, from: string, to: string) => string;
} {
  const ask: Ask = (sql, ...values) => made().ask(sql, ...values);
  return {
    ask,
    one: async (sql, ...values) => Object.values((await ask(sql, ...values))[0] ?? {})[0] ?? null,
    between: (day, from, to) => `BETWEEN '${made().at(day, from)}' AND '${made().at(day, to)}'`,
  };
}
