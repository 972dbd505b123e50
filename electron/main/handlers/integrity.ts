import type { integrityChannels } from '@shared/ipc/channels/integrity.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof integrityChannels)[number];

export function integrityHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'integrity.run': async ({ source, filters }, { signal, progress }) => {
      const { checkIntegrity } = await import('@engine/integrity/run.ts');
      return await checkIntegrity(sources.get(source), { filters }, { signal, onProgress: progress });
    },
    'integrity.marks': async ({ source, change_ids }, { signal }) => {
      const { integrityMarks } = await import('@engine/integrity/marks.ts');
      return await integrityMarks(sources.get(source), change_ids, signal);
    },
    'integrity.noChange': async ({ source, ...question }, { signal }) => {
      const { noChange } = await import('@engine/integrity/noChange/noChange.ts');
      return await noChange(sources.get(source), question, signal);
    },
  };
}
