import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { LedgerRecord } from '@shared/domain/ledger.ts';
import type { CopyBatch, ReadTransaction, Session } from '../db/session.ts';
import { countingSession, noteEndpoint, noteFilters } from './asking.ts';
import { parametersText } from './parameters.ts';
import { recorded } from './recorded.ts';
import { identity } from './testing/questions.ts';

const endpoint = {
  host: 'db',
  port: 5432,
  database: 'shop',
  user: 'auditor',
  tls: { mode: 'verify-full', ca_file: null },
  storage_schema: null,
} as const;

async function* twoBatches(): AsyncGenerator<CopyBatch> {
  await Promise.resolve();
  for (const rows of [40, 2]) yield { bytes: Buffer.from('secret of a row'), rows };
}
const transaction: ReadTransaction = {
  rows: () => Promise.resolve([{ value: 'secret of a row' }, { value: null }]),
  copyOut: () => Promise.resolve(twoBatches()),
};
const session: Session = countingSession(
  {
    read: (_, work) => work(transaction, { tls: true, announcedPid: null }),
    close: () => Promise.resolve(),
  },
  endpoint,
);
const read = (): Promise<unknown> => session.read({}, (tx) => tx.rows({ text: 'SELECT 1', values: [] }));

async function ask(
  work: () => Promise<unknown>,
  parameters: Readonly<Record<string, unknown>> = { limit: 50 },
  signal = new AbortController().signal,
): Promise<readonly LedgerRecord[]> {
  const written: LedgerRecord[] = [];
  const question = {
    asked: 'timeline.page',
    filters: null,
    parametersOf: () => parameters,
    nameOf: () => 'Shop',
    signal,
  };
  await recorded({ record: (one) => written.push(one) }, identity, question, work).catch(() => undefined);
  return written;
}

describe('recorded', () => {
  it('tells what was asked of which database, and how many rows it sent, never what they hold', async () => {
    const written = await ask(async () => {
      noteFilters({ table: ['public.orders'] });
      await Promise.all([read(), read()]);
      await session.read({}, async (tx) => {
        for await (const batch of await tx.copyOut({ text: 'COPY', settings: {} }))
          expect(batch.rows).toBeGreaterThan(0);
      });
    });
    expect(written).toEqual([
      {
        kind: 'question',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/) as string,
        application: '0.1.0',
        face: 'application',
        asked: 'timeline.page',
        filters: '{"table":["public.orders"]}',
        parameters: '{"limit":50}',
        source: { name: 'Shop', host: 'db', port: 5432, database: 'shop', user: 'auditor' },
        rows: 46,
        duration_us: expect.any(Number) as number,
        outcome: 'answered',
        code: null,
      },
    ]);
    expect(JSON.stringify(written)).not.toContain('secret');
  });

  it('tells how it ended when it was not answered', async () => {
    const failing = (error: unknown) => async (): Promise<never> => {
      noteEndpoint(endpoint);
      await Promise.resolve();
      throw error;
    };
    const stopped = AbortSignal.abort();
    const [lost] = await ask(failing(new InvestigatorError('connect_failed', 'no way')));
    expect(lost).toMatchObject({ outcome: 'failed', code: 'connect_failed', rows: 0 });
    const [cancelled] = await ask(failing(new InvestigatorError('cancelled', 'stopped')));
    expect(cancelled).toMatchObject({ outcome: 'cancelled', code: null });
    expect((await ask(failing(new Error('torn')), {}, stopped))[0]).toMatchObject({ outcome: 'cancelled' });
    expect((await ask(failing(new Error('torn'))))[0]).toMatchObject({ outcome: 'failed', code: 'bug' });
  });

  it('keeps questions that run at once apart', async () => {
    const both = await Promise.all([
      ask(read),
      ask(async () => {
        await read();
        await read();
      }),
    ]);
    expect(both.map(([one]) => one?.kind === 'question' && one.rows)).toEqual([2, 4]);
  });

  it('records nothing where no database was asked', async () => {
    expect(await ask(() => Promise.resolve('settings'))).toEqual([]);
    await read();
  });
});

describe('parametersText', () => {
  it('is canonical, and knows no password, URL or endpoint', () => {
    const given = {
      z: 1,
      a: [0.5],
      source: 's',
      filters: {},
      endpoint,
      password: 'hunter2',
      url: 'postgres://u:hunter2@h/d',
    };
    expect(parametersText(given)).toBe('{"a":["0.5"],"z":1}');
  });

  it('tells long values by their length and digest', () => {
    expect(parametersText({ text: 'x'.repeat(5000) })).toMatch(
      /^\{"text":\{"length":5002,"sha256":"[0-9a-f]{64}"\}\}$/,
    );
  });
});
