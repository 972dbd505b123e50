import { useCallback, useEffect, useState } from 'react';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import type { Searched } from './said.ts';
import { inOrder, type Answered, type Found } from './lookup.ts';

/** What the database says of the texts asked, as far as it has answered. */
export interface Lookup {
  readonly hits: readonly Found[];
  readonly state: 'idle' | 'asking' | 'answered';
  /** The text that is being looked for. */
  readonly now: string | null;
  /** How many recorded changes were looked at for it, of about how many. */
  readonly searched: Searched;
  /** One a text, when all have been answered. */
  readonly answers: readonly Answered[];
  readonly error: InvestigatorError | null;
}

export interface Asking extends Lookup {
  /** Asks all of it again. */
  readonly again: () => void;
  /** Asks again, recorded values to the oldest change. */
  readonly deeper: () => void;
}

const IDLE: Lookup = { hits: [], state: 'idle', now: null, searched: null, answers: [], error: null };
/** One asks the database when typing pauses, not at every letter. */
const PAUSE_MS = 250;
/** Ids and row keys are two steps, a moment apart: shown together, nothing moves. */
const STEPS_SHOWN_TOGETHER = 2;

interface Question {
  readonly key: string;
  readonly turn: number;
  readonly deep: boolean;
}

/**
 * Asks what each text is here, one after the other. What was found comes as it is found; other texts stop the
 * question on the server. `words` say which of the hits are meant.
 */
export function useLookup(source: string | null, texts: readonly string[], words: readonly string[]): Asking {
  const key = JSON.stringify([source, texts, words]);
  const [question, setQuestion] = useState<Question>({ key, turn: 0, deep: false });
  const asked = question.key === key ? question : { key, turn: 0, deep: false };
  const name = JSON.stringify(asked);
  const [known, setKnown] = useState<Lookup & { readonly name: string }>({ ...IDLE, name: '' });
  const idle = source === null || texts.length === 0;
  useEffect(() => {
    if (idle) return undefined;
    const stop = new AbortController();
    const begin = (): void =>
      void ask({ source, texts, words, deep: asked.deep }, stop.signal, (lookup) => {
        if (!stop.signal.aborted) setKnown({ ...lookup, name });
      });
    const timer = setTimeout(begin, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // What is asked is all in the name.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [name, idle]);
  const again = useCallback(
    () =>
      setQuestion(({ key: before, turn, deep }) => ({ key, turn: turn + 1, deep: before === key && deep })),
    [key],
  );
  const deeper = useCallback(() => setQuestion({ key, turn: 0, deep: true }), [key]);
  if (idle) return { ...IDLE, again, deeper };
  const lookup: Lookup = known.name === name ? known : { ...IDLE, state: 'asking', now: texts[0] ?? null };
  return { ...lookup, again, deeper };
}

interface Request {
  readonly source: string;
  readonly texts: readonly string[];
  readonly words: readonly string[];
  readonly deep: boolean;
}

async function ask(
  { source, texts, words, deep }: Request,
  signal: AbortSignal,
  tell: (lookup: Lookup) => void,
): Promise<void> {
  let state: Lookup = { ...IDLE, state: 'asking' };
  const told = (change: Partial<Lookup>): void => {
    state = { ...state, ...change };
    tell(state);
  };
  try {
    for (const text of texts) {
      const before = state.hits;
      let steps = 0;
      const merge = (hits: readonly Found['hit'][]): readonly Found[] =>
        inOrder(state.hits, [...before, ...hits.map((hit) => ({ text, hit }))], words);
      told({ now: text, searched: null });
      const { hits, values, meta, action_texts, not_searched } = await call(
        'find.lookup',
        { source, text, deep },
        {
          signal,
          onProgress: ({ hits: sofar, searched, of }) => {
            steps += 1;
            if (steps >= STEPS_SHOWN_TOGETHER)
              told({ hits: merge(sofar), searched: { changes: searched, of } });
          },
        },
      );
      told({
        hits: merge(hits),
        answers: [...state.answers, { text, values, meta, action_texts, not_searched }],
      });
    }
    told({ state: 'answered', now: null });
  } catch (error) {
    told({ state: 'answered', now: null, error: asInvestigatorError(error) });
  }
}
