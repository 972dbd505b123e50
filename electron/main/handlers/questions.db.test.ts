import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { createTestDatabase } from '@engine/testing/database.ts';
import { actorsChannels } from '@shared/ipc/channels/actors.ts';
import { findChannels } from '@shared/ipc/channels/find.ts';
import { hostRecordsChannels } from '@shared/ipc/channels/hostRecords.ts';
import { integrityChannels } from '@shared/ipc/channels/integrity.ts';
import { rowsChannels } from '@shared/ipc/channels/rows.ts';
import { scopeChannels } from '@shared/ipc/channels/scope.ts';
import { summariesChannels } from '@shared/ipc/channels/summaries.ts';
import { contract, type Request } from '@shared/ipc/contract.ts';
import type { Handler, Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';
import { actorsHandlers } from './actors.ts';
import { findHandlers } from './find.ts';
import { hostRecordsHandlers } from './hostRecords.ts';
import { integrityHandlers } from './integrity.ts';
import { rowsHandlers } from './rows.ts';
import { scopeHandlers } from './scope.ts';
import { summariesHandlers } from './summaries.ts';

const channels = [
  ...actorsChannels,
  ...findChannels,
  ...hostRecordsChannels,
  ...integrityChannels,
  ...rowsChannels,
  ...scopeChannels,
  ...summariesChannels,
];
type Channel = (typeof channels)[number];

const SOURCE = 'src_0123456789abcdef';
let source: AuditSource;
let handlers: Pick<Handlers, Channel>;
let found: Awaited<ReturnType<typeof examples>>;

/** Something of each kind that the seed holds. */
async function examples(query: (sql: string) => Promise<readonly Readonly<Record<string, string | null>>[]>) {
  const [row = {}] = await query(`
    SELECT c.id::text AS change, c.transaction_id::text AS transaction, c.table_schema || '.' || c.table_name AS table,
           c.table_pk::text AS pk, a.id::text AS action, a.correlation_id AS correlation
      FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id JOIN audit_actions a ON a.id = t.action_id
     WHERE a.correlation_id IS NOT NULL AND c.table_name = 'users' AND c.table_pk ->> 'id' IS NOT NULL
     ORDER BY c.captured_at DESC LIMIT 1`);
  const text = (name: string): string => row[name] ?? '';
  return {
    change: text('change'),
    transaction: text('transaction'),
    row: { table: text('table'), pk: text('pk') },
    action: text('action'),
    correlation: text('correlation'),
  };
}

beforeAll(async () => {
  const database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
  found = await examples((sql) => database.query(sql));
  const services = { sources: { get: () => source } } as unknown as Services;
  handlers = {
    ...actorsHandlers(services),
    ...findHandlers(services),
    ...hostRecordsHandlers(services),
    ...integrityHandlers(services),
    ...rowsHandlers(services),
    ...scopeHandlers(services),
    ...summariesHandlers(services),
  };
});
afterAll(() => source.session.close());

function questions(): { readonly [C in Channel]: Request<C> } {
  const { change, transaction, row, action, correlation } = found;
  const at = '2026-07-01T00:00:00Z';
  const later = '2026-07-20T00:00:00Z';
  const open = { from: null, to: null };
  const page = { cursor: null, direction: 'older', limit: 20 } as const;
  const filters = { table: [row.table] };
  const actor = 'user:u-1';
  return {
    'actors.transactions': { source: SOURCE, actor, ...open, ...page },
    'actors.seen': { source: SOURCE, actor, ...open },
    'actors.summary': { source: SOURCE, actor, ...open },
    'actors.baseline': { source: SOURCE, actor, from: at, to: later, since: null, limit: 20 },
    'actors.bursts': { source: SOURCE, actor, ...open, gap_seconds: 300, ...page },
    'transactions.neighbours': { source: SOURCE, id: transaction, limit: 5, rows: 20 },
    'timeline.around': { source: SOURCE, at, filters: {}, limit: 5 },
    'correlations.get': { source: SOURCE, correlation_id: correlation, limit: 100 },
    'actions.get': { source: SOURCE, id: action, limit: 100 },
    'find.lookup': { source: SOURCE, text: correlation, deep: false },
    'indexes.review': { source: SOURCE },
    'continuity.report': { source: SOURCE, table: null },
    'evidence.show': {
      ...{ source: SOURCE, subject: null, subject_ref: null, mode: 'latest', ...open },
      limit: null,
    },
    'hostRecords.savedViews': { source: SOURCE, limit: 10 },
    'hostRecords.exportJobs': { source: SOURCE, limit: 10 },
    'hostRecords.retentionRuns': { source: SOURCE, limit: 10 },
    'integrity.run': { source: SOURCE, filters: {} },
    'integrity.marks': { source: SOURCE, change_ids: [change] },
    'integrity.noChange': { source: SOURCE, ...row, from: at, to: later, related: false },
    'rows.history': { source: SOURCE, ...row, ...open, ...page },
    'rows.besides': { source: SOURCE, ...row, ...open },
    'rows.asOf': { source: SOURCE, ...row, at: later },
    'rows.compare': { source: SOURCE, ...row, at, and: later },
    'rows.blame': { source: SOURCE, ...row },
    'rows.related': { source: SOURCE, ...row },
    'rows.summary': { source: SOURCE, ...row },
    'transactions.beforeAfter': { source: SOURCE, id: transaction, limit: 100 },
    'scope.damage': {
      ...{ source: SOURCE, filters: { correlation_id: [correlation] } },
      ...{ max_changes: 1000, limit: 100 },
    },
    'scope.growth': {
      ...{ source: SOURCE, filters: { correlation_id: [correlation] } },
      ...{ max_changes: 1000, limit: 20 },
    },
    'reversal.draft': { source: SOURCE, of: { transaction_id: transaction }, limit: 100 },
    'timeline.estimate': { source: SOURCE, filters },
    'summaries.histogram': { source: SOURCE, filters, buckets: 60, by: 'op', coarse: false },
    'summaries.facets': { source: SOURCE, filters, of: ['table', 'op', 'actor'], cap: null },
    'summaries.different': { source: SOURCE, filters, against: null },
    'summaries.overview': { source: SOURCE, days: 30, integrity: true },
  };
}

describe('every question of the engine over the bridge', () => {
  it.each(channels)('%s is asked, answered and fits its schemas', async (channel) => {
    const { request, response } = contract[channel];
    const question = request.parse(questions()[channel]);
    const handler = handlers[channel] as Handler<Channel>;
    const context = { signal: new AbortController().signal, progress: () => undefined };
    if (channel === 'evidence.show') {
      // The seed has no such table: a refusal with a code is the answer.
      await expect(handler(question, context)).rejects.toMatchObject({ code: 'not_found' });
      return;
    }
    const answer = await handler(question, context);
    expect(response.parse(answer)).toEqual(answer);
  });
});
