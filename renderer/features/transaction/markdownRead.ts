import type { Damage } from '@shared/domain/damage.ts';
import type { Finding, IntegrityMark } from '@shared/domain/integrity.ts';
import type { Neighbours } from '@shared/domain/neighbours.ts';
import { titleOf } from '@renderer/features/integrity/words.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatInstant } from '@renderer/lib/zone.ts';
import { damageTotals } from './fates.ts';
import { damageFigures } from './fateWords.ts';
import { markSentences } from './findings.ts';
import { cell, code } from './markdownText.ts';
import { absentWords, neighbourList } from './neighbourList.ts';

/** What was read beside the changes when they were copied; null: it was not. */
export interface Read {
  readonly damage: Damage | null;
  readonly neighbours: Neighbours | null;
  readonly marks: readonly IntegrityMark[] | null;
  /** Of the whole check, where it was made. */
  readonly findings: readonly Finding[] | null;
}

export const NOTHING_READ: Read = { damage: null, neighbours: null, marks: null, findings: null };

const NOT_READ = '- Not read when this was copied.';

/** Pure: what came afterwards, what was found, what lies beside it. */
export function readSections(
  { damage, neighbours, marks, findings }: Read,
  changes: number,
): readonly string[] {
  return [
    ...(changes === 0
      ? []
      : ['### What came afterwards', '', ...(damage === null ? [NOT_READ] : damageLines(damage)), '']),
    ...(changes === 0 ? [] : ['### Integrity', '', ...integrityLines(marks, findings), '']),
    '### Neighbours of the same actor',
    '',
    ...(neighbours === null ? [NOT_READ] : neighbourLines(neighbours)),
    '',
  ];
}

function damageLines(damage: Damage): readonly string[] {
  return [
    `- Of ${plural(damageTotals(damage).set, 'field')} of ${plural(damage.rows, 'row')}:`,
    ...damageFigures(damage, 'utc').map(
      ({ count, name, second }) => `- ${formatCount(count)} ${cell(name)} (${cell(second)})`,
    ),
    '- No later captured change does not say that it is still so: a write may bypass capture.',
  ];
}

function integrityLines(
  marks: readonly IntegrityMark[] | null,
  findings: readonly Finding[] | null,
): readonly string[] {
  if (findings !== null)
    return findings.length === 0
      ? ['- No unexplained finding concerns it.']
      : findings.map(
          (finding) =>
            `- **${cell(titleOf(finding, 'utc'))}.** ${cell(finding.seen)} Consistent with: ${cell(finding.consistent_with)} Cannot tell: ${cell(finding.cannot_distinguish)}`,
        );
  if (marks === null) return [NOT_READ];
  const sentences = markSentences(marks);
  return sentences.length === 0
    ? ['- A quick look marked none of its changes.']
    : sentences.map((sentence) => `- ${sentence}`);
}

function neighbourLines({ by_actor, transaction }: Neighbours): readonly string[] {
  const absent = absentWords(by_actor.state);
  if (absent !== null) return [`- ${absent}`];
  return neighbourList(by_actor, transaction).map(({ id, at, here, text, distance }) =>
    here
      ? `- ${formatInstant(at, 'utc')}: **this transaction**`
      : `- ${formatInstant(at, 'utc')} (${distance}): ${cell(text)}, ${code(id)}`,
  );
}
