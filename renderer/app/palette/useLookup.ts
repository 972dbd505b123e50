import { useEffect, useState } from 'react';
import type { FindHit } from '@shared/domain/find.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { inOrder, isAskable } from './lookup.ts';

/** What the database says of a text, as far as it has answered. */
export interface Lookup {
  readonly hits: readonly FindHit[];
  readonly state: 'idle' | 'asking' | 'answered';
  /** How far recorded values were searched, where not to the oldest; or why nothing was answered. */
  readonly remark: string | null;
}

const IDLE: Lookup = { hits: [], state: 'idle', remark: null };
const ASKING: Lookup = { hits: [], state: 'asking', remark: null };
/** One asks the database when typing pauses, not at every letter. */
const PAUSE_MS = 250;

/** Asks what a text is here. What was found comes as it is found; another text stops the question on the server. */
export function useLookup(source: string | null, text: string): Lookup {
  const wanted = text.trim();
  const asked = source !== null && isAskable(wanted);
  const [known, setKnown] = useState<Lookup & { readonly text: string }>({ ...IDLE, text: '' });
  useEffect(() => {
    if (!asked) return undefined;
    const stop = new AbortController();
    const { signal } = stop;
    const tell = (lookup: Lookup): void => {
      if (!signal.aborted) setKnown({ ...lookup, text: wanted });
    };
    const ask = async (): Promise<void> => {
      let shown: readonly FindHit[] = [];
      let steps = 0;
      try {
        const onProgress = ({ hits }: { readonly hits: readonly FindHit[] }): void => {
          // Ids and row keys are two steps, a moment apart: shown together, nothing moves.
          steps += 1;
          if (steps < 2) return;
          shown = inOrder(shown, hits);
          tell({ ...ASKING, hits: shown });
        };
        const request = { source, text: wanted, deep: false };
        const { hits, values } = await call('find.lookup', request, { signal, onProgress });
        const back = values.back_to === null ? '' : `, back to ${values.back_to}`;
        const remark = values.complete ? null : `Recorded values were searched in part${back}.`;
        tell({ hits: inOrder(shown, hits), state: 'answered', remark });
      } catch (error) {
        tell({ hits: shown, state: 'answered', remark: asInvestigatorError(error).message });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [source, wanted, asked]);
  if (!asked) return IDLE;
  return known.text === wanted ? known : ASKING;
}
