import type { AuditSource } from '@engine/db/session.ts';
import { timelinePage } from '@engine/timeline/page.ts';
import { pageStatement } from '@engine/timeline/pageStatement.ts';
import type { TimelinePage } from '@shared/domain/audit.ts';
import type pg from 'pg';
import { compare, type ReadResult } from './support/read.ts';
import { timed } from './support/timed.ts';

const ROWS = 100_000;
const PAGE = 200;

/** 100,000 changes by pages of 200, each a transaction of its own, against one cursor over the same rows. */
export async function benchWalk(
  source: AuditSource,
  client: pg.Client,
  rounds: number,
): Promise<readonly ReadResult[]> {
  const { text } = pageStatement(source.capability, {
    ...{ filters: {}, cursor: null, direction: 'older' },
    rows: ROWS,
  });
  return [
    await compare(rounds, {
      work: `walk of ${ROWS.toLocaleString('en')} changes by pages of ${PAGE}`,
      reference: 'one cursor',
      ours: timed(() => walk(source)),
      bare: timed(() => cursor(client, text)),
      figure: 'ratio',
      goal: 1.5,
    }),
  ];
}

/** Throws when a row comes twice or the count is wrong: a fast walk that loses rows is none. */
async function walk(source: AuditSource): Promise<void> {
  const seen = new Set<string>();
  let cursor: string | null = null;
  while (seen.size < ROWS) {
    const page: TimelinePage = await timelinePage(source, {
      ...{ filters: {}, cursor, direction: 'older' },
      limit: PAGE,
    });
    const before = seen.size;
    for (const { audit_change } of page.entries) seen.add(audit_change.id);
    if (seen.size !== before + page.entries.length || page.cursor === null)
      throw new Error(`the walk repeated or lost a row near number ${before}`);
    cursor = page.cursor;
  }
}

async function cursor(client: pg.Client, select: string): Promise<void> {
  await client.query('BEGIN');
  await client.query(`DECLARE walk NO SCROLL CURSOR FOR ${select}`);
  let rows: number;
  do rows = (await client.query(`FETCH ${PAGE} FROM walk`)).rows.length;
  while (rows > 0);
  await client.query('COMMIT');
}
