import type { hostRecordsChannels } from '@shared/ipc/channels/hostRecords.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof hostRecordsChannels)[number];

export function hostRecordsHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'indexes.review': async ({ source }, { signal }) => {
      const { reviewIndexes } = await import('@engine/health/indexes/review.ts');
      return await reviewIndexes(sources.get(source), signal);
    },
    'continuity.report': async ({ source, table }, { signal }) => {
      const { continuity } = await import('@engine/health/continuity/continuity.ts');
      return await continuity(sources.get(source), table, signal);
    },
    'evidence.show': async ({ source, ...question }, { signal }) => {
      const { readEvidence } = await import('@engine/hostRecords/evidence.ts');
      return await readEvidence(sources.get(source), question, signal);
    },
    'hostRecords.savedViews': async ({ source, limit }, { signal }) => {
      const { savedViews } = await import('@engine/hostRecords/lists.ts');
      return await savedViews(sources.get(source), limit, signal);
    },
    'hostRecords.exportJobs': async ({ source, limit }, { signal }) => {
      const { exportJobs } = await import('@engine/hostRecords/lists.ts');
      return await exportJobs(sources.get(source), limit, signal);
    },
    'hostRecords.retentionRuns': async ({ source, limit }, { signal }) => {
      const { retentionRuns } = await import('@engine/hostRecords/lists.ts');
      return await retentionRuns(sources.get(source), limit, signal);
    },
  };
}
