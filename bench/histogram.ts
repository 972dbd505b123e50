import type { AuditSource } from '@engine/db/session.ts';
import { bucketSeconds } from '@engine/summaries/buckets.ts';
import { coarseHistogram } from '@engine/summaries/coarseHistogram.ts';
import { heldWindow, histogram } from '@engine/summaries/histogram.ts';
import { histogramStatement } from '@engine/summaries/histogramStatement.ts';
import type pg from 'pg';
import { budget, compare, type ReadResult } from './support/read.ts';
import { timed } from './support/timed.ts';

const BUCKETS = 120;
const COARSE_MS = 150;

/** Every change by operation in 120 bins: exact against its bare statement, and the sampled answer alone. */
export async function benchHistogram(
  source: AuditSource,
  client: pg.Client,
  rounds: number,
): Promise<readonly ReadResult[]> {
  const { capability, session } = source;
  const question = { filters: {}, buckets: BUCKETS, by: 'op' } as const;
  const { window, bounds } = await session.read({}, (tx) => heldWindow(tx, capability, {}));
  if (window === null) throw new Error('the database holds no change');
  const seconds = bucketSeconds(window, BUCKETS);
  const { text, values } = histogramStatement(capability, {
    ...question,
    bounds,
    seconds,
    ends: false,
    percent: null,
  });
  const exact = await compare(rounds, {
    ...{ work: `histogram by operation, ${BUCKETS} bins`, reference: 'its statement' },
    ...{ figure: 'ratio', goal: 1.05 },
    ours: timed(() => histogram(source, question)),
    bare: timed(() => client.query(text, [...values])),
  });
  const coarse = timed(() => coarseHistogram(source, question));
  await coarse();
  const samples: number[] = [];
  for (let round = 0; round < rounds * 4; round += 1) samples.push(await coarse());
  return [exact, budget('histogram, the sampled answer', samples, COARSE_MS)];
}
