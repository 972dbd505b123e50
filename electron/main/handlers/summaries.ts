import type { summariesChannels } from '@shared/ipc/channels/summaries.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof summariesChannels)[number];

/** Questions that count changes instead of listing them. */
export function summariesHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'timeline.estimate': async ({ source, ...question }, { signal }) => {
      const { estimateChanges } = await import('@engine/timeline/estimate.ts');
      return await estimateChanges(sources.get(source), question, signal);
    },
    'summaries.histogram': async ({ source, coarse, ...question }, { signal }) => {
      const { coarseHistogram } = await import('@engine/summaries/coarseHistogram.ts');
      const { histogram } = await import('@engine/summaries/histogram.ts');
      return await (coarse ? coarseHistogram : histogram)(sources.get(source), question, signal);
    },
    'summaries.facets': async ({ source, ...question }, { signal }) => {
      const { facets } = await import('@engine/summaries/facets.ts');
      return await facets(sources.get(source), question, signal);
    },
    'summaries.different': async ({ source, ...question }, { signal }) => {
      const { different } = await import('@engine/summaries/different.ts');
      return await different(sources.get(source), question, signal);
    },
    'summaries.overview': async ({ source, ...question }, { signal }) => {
      const { overview } = await import('@engine/summaries/overview.ts');
      return await overview(sources.get(source), question, signal);
    },
  };
}
