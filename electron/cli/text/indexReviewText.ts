import type { IndexReview } from '@shared/domain/indexReview.ts';
import type { Paint } from '../terminal.ts';
import { bytesText } from './exportSummaryText.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** What serves each question, then DDL to copy, most important first. With `plans` each plan is printed too. */
export function indexReviewText(
  review: IndexReview,
  paint: Paint,
  { plans }: { readonly plans: boolean },
): string {
  const { classes, recommendations, invalid, redundant, storage_schema, reviewed_at } = review;
  const table = renderTable(classes, [
    { title: 'QUESTION', of: ({ asks }) => asks, max: 50 },
    {
      title: 'SERVED',
      of: ({ served }) => (served === 'unavailable' ? 'not here' : served),
      paint: (text, { served }) =>
        served === 'no' ? paint.bad(text) : served === 'yes' ? paint.good(text) : text,
    },
    { title: 'READS AS A WHOLE', of: ({ reads_whole }) => reads_whole.join(', '), max: 40 },
    { title: 'MISSING', of: ({ missing }) => missing.join(', '), max: 120 },
  ]);
  const lacking = recommendations.filter(({ state }) => state !== 'present');
  const wanted = (['base', 'recommended', 'optional'] as const).flatMap((importance) =>
    lacking
      .filter((one) => one.importance === importance)
      .flatMap(({ name, state, estimated_bytes, ddl }) => [
        `-- ${importance}: ${name} is ${state}; about ${bytesText(estimated_bytes ?? 0)} (an estimate)`,
        ...ddl,
      ]),
  );
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Missing. To be run by the owner of the tables, outside a transaction:', wanted],
    [
      'Invalid: they serve nothing and cost writes',
      invalid.flatMap(({ schema, table: on, name, ddl }) => [`-- ${schema}.${name} on ${on}`, ...ddl]),
    ],
    [
      'Superfluous: another index serves all they do',
      redundant.flatMap(({ schema, name, covered_by, bytes, ddl }) => [
        `-- ${schema}.${name} (${bytesText(bytes)}): ${covered_by} begins with the same columns`,
        ...ddl,
      ]),
    ],
    [
      'Plans now',
      plans ? classes.flatMap(({ asks, plan }) => [`${asks}:`, ...plan.map((line) => `  ${line}`)]) : [],
    ],
  ];
  const body = sections.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : ['', paint.strong(title), ...lines.map(printable)],
  );
  const small = 'A small table is read as a whole even where an index would serve, and rightly so.';
  const end = [
    '',
    paint.dim(
      `indexes of schema ${printable(storage_schema)} at ${reviewed_at}. ${small} Nothing was created.`,
    ),
  ];
  return `${table}${[...body, ...end].map((line) => `${line}\n`).join('')}`;
}
