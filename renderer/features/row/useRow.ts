import { useMemo } from 'react';
import { fromEpochMicros, isCanonicalInstant, parseInstant, toEpochMicros } from '@shared/domain/instant.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import { tableText } from '@renderer/lib/change.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import type { Between } from './NoChangePart.tsx';
import type { Pair } from './Compare.tsx';
import type { RowSearch } from './search.ts';
import { useCheck } from './useCheck.ts';
import type { useLife } from './useLife.ts';
import { versionsOf, type Version } from './versions.ts';

interface RowState {
  readonly source: string;
  readonly row: ResolvedRow;
  readonly life: ReturnType<typeof useLife>;
  readonly search: RowSearch;
}

/** Everything asked of one row, and what the address chooses of it. */
export function useRow({ source, row, life, search }: RowState) {
  const [from, to] = [canonical(search.from), canonical(search.to)];
  const table = tableText(row);
  const question = useMemo(() => ({ source, table, pk: row.table_pk }), [source, table, row.table_pk]);
  const window = useMemo(() => ({ from, to }), [from, to]);
  const at = canonical(search.at);
  const { entries } = life;
  const { hasNextPage } = life.query;
  const summary = useAnswer('rows.summary', question);
  const { data: counted } = summary;
  const versions = useMemo(
    () =>
      versionsOf(entries, {
        counted:
          counted === undefined || to !== null
            ? null
            : { changes: counted.changes, newest: counted.last_change },
        reachesOldest: !hasNextPage && from === null,
      }),
    [entries, counted, from, to, hasNextPage],
  );
  const check = useCheck(source, row, entries);
  const findings = useMemo(() => check.findings ?? [], [check.findings]);
  return {
    question,
    window,
    at,
    versions,
    summary,
    blame: useAnswer('rows.blame', question),
    besides: useAnswer('rows.besides', { ...question, ...window }),
    related: useAnswer('rows.related', question),
    stood: useAnswer('rows.asOf', at === null ? null : { ...question, at }, { keep: true }),
    check,
    findings,
    broken: useMemo(
      () => new Set(findings.flatMap(({ columns }) => columns.map(({ name }) => name))),
      [findings],
    ),
    pair: useMemo(() => pairOf(search, versions), [search, versions]),
    between: betweenOf(search),
    readAt: counted === undefined ? null : momentOf(summary.dataUpdatedAt),
  };
}

/** Pure: as the engine reads it, so that moments compare as text. Error: `invalid_instant`. */
export function canonical(moment: string | undefined): string | null {
  return moment === undefined ? null : parseInstant(moment);
}

/** What the address compares, else the newest version with the one before it. */
function pairOf({ a, b }: RowSearch, versions: readonly Version[]): Pair | null {
  const [newest, before] = versions.map(({ entry }) => entry.audit_change.captured_at);
  const [left, right] = [canonical(a) ?? before, canonical(b) ?? newest];
  return left === undefined || right === undefined ? null : { a: left, b: right };
}

function betweenOf({ since, until }: RowSearch): Between | null {
  const [from, to] = [canonical(since), canonical(until)];
  return from === null || to === null ? null : { since: from, until: to };
}

/** Pure: from right after the newest captured change until then. */
export function proposedOf(newest: string | null, end: string): Between | null {
  if (newest === null || !isCanonicalInstant(newest)) return null;
  return { since: fromEpochMicros(toEpochMicros(newest) + 1n), until: end };
}

/** When an answer came, from the clock of this machine. */
function momentOf(millis: number): string {
  return fromEpochMicros(BigInt(millis) * 1000n);
}
