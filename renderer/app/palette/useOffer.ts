import { useMemo } from 'react';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useRegistry } from '@renderer/lib/commands.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { keyOrders } from '@renderer/lib/rowKey.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { now, today } from '@renderer/lib/zone.ts';
import { commandsFor } from './found.ts';
import { knownOf } from './guess.ts';
import type { Manner } from './hitLine.ts';
import { momentGuess, withDay } from './moments.ts';
import { readPasted, type Reading } from './pasted.ts';
import { offer, type Offer } from './sections.ts';
import { heldOf } from './times.ts';
import { useSuggested } from './useGuesses.ts';
import { useLookup, type Asking } from './useLookup.ts';
import { useMoments } from './useMoments.ts';

const UNREAD: Reading = { guesses: [], asked: [], words: [], clock: null, refused: null };

interface Offering extends Offer {
  readonly source: OpenSource | null;
  /** Since when the source does not answer, and why. */
  readonly lost: { readonly at: string; readonly error: InvestigatorError } | null;
  readonly reading: Reading;
  readonly lookup: Asking;
  readonly manner: Manner;
  /** A day to be written over before a time of day. */
  readonly day: { readonly text: string; readonly day: string };
}

/** All that a text could mean: what it says by itself, what the database says of it, what can be done. */
export function useOffer(text: string): Offering {
  const zone = useZone();
  const current = useSource();
  const source = current.state === 'open' ? current.source : null;
  const lost = useDesk((desk) => desk.lost[source?.source ?? '']) ?? null;
  const capability = source?.capability ?? null;
  const known = useMemo(
    () => (capability === null ? null : knownOf(capability, heldOf(capability, now()))),
    [capability],
  );
  const manner = useMemo(
    () => ({ orders: keyOrders(capability?.triggers ?? []), zone, year: today(zone).slice(0, 4) }),
    [capability, zone],
  );
  const reading = useMemo(
    () => (known === null ? UNREAD : readPasted(text, known, zone)),
    [known, text, zone],
  );
  const { words, clock, asked } = reading;
  const lookup = useLookup(source?.source ?? null, reading.asked, words);
  const moments = useMoments(source?.source ?? null, clock?.moments ?? []);
  const suggested = useSuggested(source, known, text);
  const sets = useRegistry((registry) => registry.sets);
  const commands = [...sets.values()].flat().filter((command) => command.keysOnly !== true);
  const offered = offer({
    reading,
    suggested,
    moments: moments.map((moment) => momentGuess(moment, zone)),
    groups: commandsFor(commands, text),
    lookup,
    lost: lost !== null,
  });
  const day = withDay(clock?.moments ?? [], clock?.typed ?? '', zone);
  const several = words.length === 0 && asked.length > 1;
  return { ...offered, source, lost, reading, lookup, manner: { ...manner, several }, day };
}
