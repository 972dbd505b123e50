import type { Finding } from '@shared/domain/integrity.ts';
import type { EmptyTransaction } from './around/notes.ts';
import type { Spans } from './chain/chain.ts';
import type { ClockFindings } from './clock/findings.ts';

/** Empty transactions named with a break at most: the nearest to be looked at first. */
const NAMED = 5;

/**
 * A forged or edited change contradicts its neighbours too: that is one finding, not three. And a missing version
 * often leaves its transaction behind, empty.
 */
export function fold(
  clock: ClockFindings,
  others: readonly Finding[],
  spans: Spans,
  empty: readonly EmptyTransaction[],
): readonly Finding[] {
  const isOfClock = ({ change_ids }: Finding): boolean => change_ids.some((id) => clock.changes.has(id));
  const own = clock.findings.map((finding) => {
    const echoes = others.filter(({ change_ids }) =>
      change_ids.some((id) => finding.change_ids.includes(id)),
    );
    return echoes.reduce(withEcho, finding);
  });
  return [
    ...own,
    ...others.filter((finding) => !isOfClock(finding)).map((one) => withEmpty(one, spans, empty)),
  ];
}

function withEcho(finding: Finding, echo: Finding): Finding {
  return {
    ...finding,
    columns: finding.count > 1 ? [] : [...finding.columns, ...echo.columns],
    seen: finding.count > 1 ? finding.seen : `${finding.seen} ${echo.seen}`,
  };
}

/** What was deleted lies, by its transaction's time, before the later version and after the earlier one. */
function withEmpty(finding: Finding, spans: Spans, empty: readonly EmptyTransaction[]): Finding {
  const span = finding.code === 'chain_break' ? spans.get(finding.change_ids[1] ?? '') : undefined;
  if (span === undefined) return finding;
  const between = empty.filter(({ at }) => at > span.from && at < span.to).slice(0, NAMED);
  if (between.length === 0) return finding;
  const named = between.map(({ id, at }) => `${id} of ${at}`).join(', ');
  return {
    ...finding,
    empty_transaction_ids: between.map(({ id }) => id),
    seen: `${finding.seen} Between them lies a transaction that holds no change any more: ${named}.`,
  };
}
