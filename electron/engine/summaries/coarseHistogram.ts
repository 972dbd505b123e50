import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Histogram } from '@shared/domain/summaries.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { planOf } from '../timeline/estimate.ts';
import { bucketSeconds } from './buckets.ts';
import { bucketsOf, checkedHistogram, heldWindow, histogramIn, type HistogramQuestion } from './histogram.ts';
import { histogramStatement } from './histogramStatement.ts';

/** About so many rows tell the shape of a window: each percent of a total is 200 of them. */
const SAMPLE_ROWS = 20_000;
/** In the planner's units: what it expects to be done within some hundred milliseconds is done exactly. */
const CHEAP = 25_000;
const TIMEOUT_MS = 5_000;

/**
 * The same shape at once, for a wide window: every nth block of the table, scaled up, and said in
 * `approximate`. What is small or narrow enough is answered exactly, with `approximate` null; so is a table that
 * cannot be sampled. An open end of the window is the end of the trail, not of what matches. `histogram` refines
 * it. Errors: those of `histogram`.
 */
export async function coarseHistogram(
  { session, capability }: AuditSource,
  question: HistogramQuestion,
  signal?: AbortSignal,
): Promise<Histogram> {
  const checked = checkedHistogram(question);
  const percent = Math.min(100, (100 * SAMPLE_ROWS) / Math.max(capability.estimates.changes, 1));
  if (percent < 50) {
    const sampled = await session
      .read({ signal, lane: 'count', statementTimeoutMs: TIMEOUT_MS }, (tx) =>
        sampledIn(tx, capability, checked, Number(percent.toPrecision(2))),
      )
      .catch(nullIfNotSampled);
    if (sampled !== null) return sampled;
  }
  return await session.read({ signal, lane: 'count' }, (tx) => histogramIn(tx, capability, checked));
}

/** null: cheap enough to be counted. */
async function sampledIn(
  tx: ReadTransaction,
  capability: Capability,
  { filters, by, buckets }: HistogramQuestion,
  percent: number,
): Promise<Histogram | null> {
  const { window, bounds } = await heldWindow(tx, capability, filters);
  // Without a window nothing is held there: that is known exactly.
  if (window === null) return null;
  const seconds = bucketSeconds(window, buckets);
  const bins = { filters, by, bounds, seconds, ends: false, percent: null };
  const exact = histogramStatement(capability, bins);
  const plan = await planOf(tx, { ...exact, text: `EXPLAIN ${exact.text}` });
  if (plan.cost < CHEAP) return null;
  const rows = await tx.rows(histogramStatement(capability, { ...bins, percent }));
  const sampled = rows.reduce((sum, { n }) => sum + Number(n), 0);
  const scaled = bucketsOf({ window, seconds, rows }, (n) => Math.round((n * 100) / percent));
  const how = `${percent} % of the table's blocks were read and their changes scaled up`;
  return { by, unplaced: 0, ...scaled, approximate: { how, percent, sampled } };
}

/** Foreign and distributed tables cannot be sampled (42809, 0A000). */
function nullIfNotSampled(error: unknown): null {
  const refused =
    error instanceof InvestigatorError &&
    error.code === 'server_error' &&
    /\((?:42809|0A000)\)/.test(error.detail ?? '');
  if (refused) return null;
  throw error;
}
