import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { auditTablesSql, oneChangeSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { poolerMissing, startPooler, type Pooler } from '../testing/pooler.ts';
import { timelinePage } from '../timeline/page.ts';
import type { AuditSource } from './session.ts';

const missing = poolerMissing();

describe.skipIf(missing !== null)(
  `behind PgBouncer in transaction mode${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let pooler: Pooler;
    let source: AuditSource;
    beforeAll(async () => {
      const database = await createTestDatabase();
      await database.execute(`${auditTablesSql()}; ${oneChangeSql()}`);
      pooler = await startPooler(database);
      source = await openAuditSource(
        { ...database.endpoint, host: '127.0.0.1', port: pooler.port },
        database.password,
      );
    });
    afterAll(async () => {
      await source.session.close();
      await pooler.stop();
    });

    it('is seen for what it is', () => {
      expect(source.capability.server.pooled).toBe(true);
    });

    it('pages, and COPY with values in settings, answer as without', async () => {
      const page = await timelinePage(source, { filters: {}, cursor: null, direction: 'older', limit: 10 });
      expect(page.entries).toHaveLength(1);
      const copied = await source.session.read({ lane: 'export' }, async (tx) => {
        const settings = { 'investigator.p1': 'x \'"\\ é' };
        const chunks: Buffer[] = [];
        const text = `COPY (SELECT current_setting('investigator.p1')) TO STDOUT (FORMAT csv, QUOTE '|')`;
        for await (const { bytes } of await tx.copyOut({ text, settings })) chunks.push(Buffer.from(bytes));
        return Buffer.concat(chunks).toString();
      });
      expect(copied).toBe('x \'"\\ é\n');
    });

    it('leaves no setting behind for the next client', async () => {
      const seen = await Promise.all(
        Array.from({ length: 6 }, () =>
          source.session.read({ lane: 'count' }, (tx) =>
            tx.rows({
              text: `SELECT coalesce(current_setting('investigator.p1', true), '') AS p, current_setting('statement_timeout') AS t`,
              values: [],
            }),
          ),
        ),
      );
      expect(new Set(seen.map(([row]) => row?.['p']))).toEqual(new Set(['']));
      expect(new Set(seen.map(([row]) => row?.['t']))).toEqual(new Set(['30s']));
    });

    it('a stop reaches the statement, again and again, and never its neighbour', async () => {
      for (let round = 0; round < 20; round += 1) {
        const stopper = new AbortController();
        const stopped = source.session
          .read({ signal: stopper.signal }, (tx) => tx.rows({ text: 'SELECT pg_sleep(30)', values: [] }))
          .catch((error: unknown) => error);
        const neighbour = source.session.read({ lane: 'count' }, (tx) =>
          tx.rows({ text: `SELECT pg_sleep(0.15), 'whole' AS answer`, values: [] }),
        );
        await sleep(30 + round * 3);
        stopper.abort();
        expect(await stopped).toMatchObject({ code: 'cancelled' });
        expect((await neighbour)[0]).toMatchObject({ answer: 'whole' });
      }
    });
  },
);
