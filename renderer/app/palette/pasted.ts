import { isCanonicalInstant, parseInstant, fromEpochMicros, toEpochMicros } from '@shared/domain/instant.ts';
import { parseActor, formatActor } from '@shared/domain/actor.ts';
import { splitTable, type Filters } from '@shared/domain/filters.ts';

/** What a pasted text could be, and where it would lead. */
export type Guess =
  | { readonly kind: 'transaction'; readonly id: string; readonly title: string }
  | { readonly kind: 'filters'; readonly id: string; readonly filters: Filters; readonly title: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const AROUND_MICROS = 300_000_000n;

/** Pure reading of a text, likeliest first; nothing is asked of the database. */
export function guesses(text: string): readonly Guess[] {
  const trimmed = text.trim();
  if (trimmed.length < 2) return [];
  const found: Guess[] = [];
  if (UUID.test(trimmed))
    found.push({
      kind: 'transaction',
      id: trimmed.toLowerCase(),
      title: `Open transaction ${trimmed.toLowerCase()}`,
    });
  const instant = attempt(() => parseInstant(trimmed));
  if (instant !== null && isCanonicalInstant(instant)) {
    const at = toEpochMicros(instant);
    const filters = { from: fromEpochMicros(at - AROUND_MICROS), to: fromEpochMicros(at + AROUND_MICROS) };
    found.push({ kind: 'filters', id: 'around', filters, title: `Changes within 5 minutes of ${instant}` });
    return found;
  }
  const actor = attempt(() => formatActor(parseActor(trimmed)));
  if (actor !== null)
    found.push({ kind: 'filters', id: 'actor', filters: { actor: [actor] }, title: `Changes by ${actor}` });
  if (/^[\w$]+\.[\w$]+$/.test(trimmed) && splitTable(trimmed).schema !== null)
    found.push({
      kind: 'filters',
      id: 'table',
      filters: { table: [trimmed] },
      title: `Changes of ${trimmed}`,
    });
  if (new TextEncoder().encode(trimmed).length <= 256 && actor === null)
    found.push({
      kind: 'filters',
      id: 'correlation',
      filters: { correlation_id: [trimmed] },
      title: `Changes with correlation ${trimmed}`,
    });
  return found;
}

function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
