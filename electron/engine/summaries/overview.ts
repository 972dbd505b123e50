import type { Capability } from '@shared/domain/capability.ts';
import type { Coverage } from '@shared/domain/coverage.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import { fromEpochMicros, toEpochMicros } from '@shared/domain/instant.ts';
import type { Facet, Histogram, NewestTransaction, Overview } from '@shared/domain/summaries.ts';
import { ownTables } from '../catalog/ownTables.ts';
import { windowStatement } from '../catalog/windowStatement.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { coverageIn, type CoverageConfig } from '../health/coverage.ts';
import { integritySummary } from '../integrity/summary.ts';
import type { Window } from './buckets.ts';
import { facetsIn } from './facets.ts';
import { bucketsOf, heldWindow } from './histogram.ts';
import { histogramStatement } from './histogramStatement.ts';
import { mayReadStatement } from './mayReadStatement.ts';
import { newestTransactionsStatement } from './newestTransactionsStatement.ts';
import { retentionOutlook } from './retentionOutlook.ts';
import { retentionRunsStatement } from './retentionRunsStatement.ts';

export const DEFAULT_DAYS = 30;
export const MAX_DAYS = 300;

type Run = NonNullable<Overview['retention']['last_run']>;

const DAY = 86_400;
const NEWEST = 10;
const TOP = 10;
const RUNS = 20;

export interface OverviewQuestion {
  /** 1 to 300 whole UTC days, up to that of the newest change: what is counted. */
  readonly days: number;
  readonly coverage?: CoverageConfig;
  /** The host's policy, where a configuration tells it. */
  readonly maxAgeSeconds?: number | null;
  /** Runs the integrity checks over the same days; without, the answer says that they were not run. */
  readonly integrity?: boolean;
}

/**
 * The state of the trail at a glance: the window still held and when the host deletes the oldest rows, if that
 * can be known; changes a day by operation, the ten busiest tables and actors of the last `days`; the ten newest
 * transactions; coverage. Counts are exact within `period`, `estimates` are the planner's. One snapshot, counting
 * lane. Errors: `invalid_request` (days), those of Session.read.
 */
export async function overview(
  source: AuditSource,
  question: OverviewQuestion,
  signal?: AbortSignal,
): Promise<Overview> {
  const { days, integrity = false } = question;
  checkBound('days', days, 1, MAX_DAYS);
  const { session, capability } = source;
  const answer = await session.read({ signal, lane: 'count' }, (tx) => overviewIn(tx, capability, question));
  const checked = integrity
    ? await integritySummary(source, answer.period, signal)
    : { summary: null, reason: 'not run: not asked for' };
  return { ...answer, integrity: checked };
}

async function overviewIn(
  tx: ReadTransaction,
  capability: Capability,
  { days, coverage: config = {}, maxAgeSeconds = null }: OverviewQuestion,
): Promise<Omit<Overview, 'integrity'>> {
  const { storage_schema, estimates } = capability;
  const [ends] = await tx.rows(windowStatement(storage_schema));
  const window = { oldest: ends?.['oldest'] ?? null, newest: ends?.['newest'] ?? null };
  const { window: held } = await heldWindow(tx, capability, {});
  const period = held === null ? null : lastDays(held.to, days);
  const counted = await facetsOf(tx, capability, period);
  const newest = await tx.rows(newestTransactionsStatement(capability, NEWEST));
  const runs = await runsOf(tx, storage_schema);
  const coverage = await coverageIn(tx, config);
  return {
    read_at: coverage.read_at,
    window,
    estimates,
    retention: retentionOutlook({
      runs,
      oldest: held?.from ?? null,
      maxAgeSeconds,
    }),
    period: { from: period?.from ?? null, to: period?.to ?? null, days },
    volume: await volumeOf(tx, capability, period),
    ...counted,
    newest: newest.map(transactionOf),
    coverage: { ...verdictOf(coverage), detail: coverage },
  };
}

/** null where there is no such table, or this role may not read it: that must not cost the rest. */
async function runsOf(tx: ReadTransaction, schema: string): Promise<readonly Run[] | null> {
  const [table] = await tx.rows(mayReadStatement(schema, 'threadline_retention_runs'));
  if (table?.['may_read'] !== 't') return null;
  return (await tx.rows(retentionRunsStatement(schema, RUNS))).map(runOf);
}

/** From the midnight that begins the first of them to the newest change. */
function lastDays(newest: string, days: number): Window {
  const day = BigInt(DAY) * 1_000_000n;
  const midnight = toEpochMicros(`${newest.slice(0, 10)}T00:00:00.000000Z`);
  const first = midnight - BigInt(days - 1) * day;
  const least = toEpochMicros('0001-01-01T00:00:00.000000Z');
  return { from: fromEpochMicros(first < least ? least : first), to: newest };
}

async function volumeOf(
  tx: ReadTransaction,
  capability: Capability,
  window: Window | null,
): Promise<Histogram> {
  const place = { by: 'op', unplaced: 0, approximate: null } as const;
  if (window === null) return { ...place, from: null, to: null, bucket_seconds: null, buckets: [] };
  const question = {
    filters: {},
    by: 'op',
    bounds: window,
    seconds: DAY,
    ends: false,
    percent: null,
  } as const;
  const rows = await tx.rows(histogramStatement(capability, question));
  return { ...place, ...bucketsOf({ window, seconds: DAY, rows }, (n) => n) };
}

async function facetsOf(
  tx: ReadTransaction,
  capability: Capability,
  window: Window | null,
): Promise<Pick<Overview, 'tables' | 'actors'>> {
  // Without any change there is no window: one that ends before it begins matches nothing.
  const filters = window ?? { from: '0001-01-02T00:00:00.000000Z', to: '0001-01-01T00:00:00.000000Z' };
  const { facets } = await facetsIn(tx, capability, { filters, of: ['table', 'actor'], cap: null });
  const [tables, actors] = facets.map(topOf);
  if (tables === undefined || actors === undefined) throw new TypeError('two facets were asked for');
  return { tables, actors };
}

function topOf(facet: Facet): Facet {
  const rest = facet.values.slice(TOP);
  const others = {
    values: facet.others.values + rest.length,
    count: rest.reduce((sum, { count }) => sum + count, facet.others.count),
  };
  return { ...facet, values: facet.values.slice(0, TOP), others };
}

function runOf(row: TextRow): Run {
  return {
    id: row['id'] ?? '',
    status: row['status'] ?? '',
    deleted_count: row['deleted_count'] ?? null,
    started_at: row['started_at'] ?? null,
    completed_at: row['completed_at'] ?? null,
  };
}

function transactionOf(row: TextRow): NewestTransaction {
  return {
    id: row['id'] ?? '',
    txid: row['txid'] ?? '',
    occurred_at: row['occurred_at'] ?? '',
    source: row['source'] ?? null,
    actor_ref: row['actor_ref'] ?? null,
    action: row['action'] ?? null,
    inserts: Number(row['inserts']),
    updates: Number(row['updates']),
    deletes: Number(row['deletes']),
  };
}

/** Threadline's own tables count as uncovered upstream (CONTRACT §12, trap 30), but nobody misses them. */
function verdictOf({ schemas }: Coverage): Omit<Overview['coverage'], 'detail'> {
  const own: ReadonlySet<string> = new Set(ownTables);
  const covered = schemas.reduce((sum, schema) => sum + schema.covered.length, 0);
  const uncovered = schemas.reduce((sum, s) => sum + s.uncovered.filter((name) => !own.has(name)).length, 0);
  const expected = schemas.reduce((sum, schema) => sum + schema.expected_uncovered.length, 0);
  const verdict = covered === 0 ? 'nothing_captured' : uncovered > 0 ? 'gaps' : 'all_covered';
  return { verdict, covered, uncovered, expected_uncovered: expected };
}
