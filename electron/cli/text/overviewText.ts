import { ownTables } from '@engine/catalog/ownTables.ts';
import type { NewestTransaction, Overview } from '@shared/domain/summaries.ts';
import type { Paint } from '../terminal.ts';
import { actorText } from './actorText.ts';
import { facetText } from './facetsText.ts';
import { histogramText } from './histogramText.ts';
import { plural } from '@shared/domain/plural.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

const OWN: ReadonlySet<string> = new Set(ownTables);

/** The overview for people: facts first, then what happened lately. */
export function overviewText(overview: Overview, paint: Paint): string {
  const { volume, tables, actors, newest, period } = overview;
  const facts = factsOf(overview);
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  const head = facts.map(([name, value]) => `${paint.dim(name.padEnd(width))}${printable(value)}\n`).join('');
  if (volume.buckets.length === 0) return head;
  const counted = volume.buckets.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0);
  const heading = (text: string): string => `\n${paint.strong(text)}\n`;
  return [
    head,
    heading(`Changes a day, UTC, the last ${plural(period.days, 'day')} to the newest change`),
    histogramText(volume, paint),
    heading('Busiest tables in these days'),
    facetText(tables, counted, paint),
    heading('Most active actors in these days (set by the application, unverified)'),
    facetText(actors, counted, paint),
    heading('Newest transactions'),
    newestText(newest, paint),
  ].join('');
}

function factsOf(overview: Overview): readonly (readonly [name: string, value: string])[] {
  const { window, estimates, retention, coverage, integrity, read_at } = overview;
  const last = retention.last_run;
  return [
    ['read at', read_at],
    ['oldest row still here', window.oldest ?? 'there is no change'],
    ['newest row', window.newest ?? 'there is no change'],
    [
      'rows, about',
      `${plural(estimates.changes, 'change')}, ${plural(estimates.transactions, 'transaction')} (estimates)`,
    ],
    ['oldest rows go', `${retention.oldest_rows_go_at ?? 'not known'} (${retention.reason})`],
    [
      'last retention run',
      last === null
        ? retention.recorded
          ? 'none recorded'
          : 'the host records none here'
        : `${last.status}, begun ${last.started_at ?? '-'}, deleted ${last.deleted_count ?? '-'} rows`,
    ],
    ['capture triggers now', coverageText(coverage)],
    ['integrity', integrityText(integrity)],
  ];
}

function integrityText({ summary, reason }: Overview['integrity']): string {
  if (summary === null) return reason ?? 'not run';
  const { unexplained, codes, capped, could_not_tell, changes, rows } = summary;
  const which = codes.map(({ code, count }) => `${code} ${count}`).join(', ');
  return [
    `${unexplained}${capped ? ' or more' : ''} unexplained${which === '' ? '' : ` (${which}; integrity lists them)`}`,
    `${plural(could_not_tell, 'check')} could not tell`,
    `checked ${plural(changes, 'change')} and ${plural(rows, 'live row')}`,
  ].join('; ');
}

/** Names an answer lists; more are counted. */
const LISTED = 5;

/** Which tables capture fires for now; those without a trigger by name, as far as they are few. */
function coverageText({ covered, uncovered, expected_uncovered, detail }: Overview['coverage']): string {
  const names = detail.schemas
    .flatMap(({ schema, uncovered: bare }) =>
      bare.filter((name) => !OWN.has(name)).map((n) => `${schema}.${n}`),
    )
    .slice(0, LISTED);
  const more = uncovered > names.length ? `, … (health coverage --all-schemas lists all)` : '';
  return [
    covered === 0 ? 'on no table' : `on ${plural(covered, 'table')}`,
    uncovered === 0 ? '' : `none on ${uncovered}: ${names.join(', ')}${more}`,
    expected_uncovered === 0
      ? ''
      : `none on ${expected_uncovered} that ${expected_uncovered === 1 ? 'is' : 'are'} meant to have none (schema_migrations, or the configuration says so)`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

function newestText(newest: readonly NewestTransaction[], paint: Paint): string {
  return renderTable(newest, [
    { title: 'OCCURRED AT', of: (t) => t.occurred_at },
    { title: 'INS', of: (t) => String(t.inserts), right: true, paint: (text) => paint.good(text) },
    { title: 'UPD', of: (t) => String(t.updates), right: true, paint: (text) => paint.changed(text) },
    { title: 'DEL', of: (t) => String(t.deletes), right: true, paint: (text) => paint.bad(text) },
    { title: 'ACTOR', of: (t) => actorText(t.actor_ref), max: 32 },
    { title: 'SOURCE', of: (t) => t.source ?? '-', max: 20 },
    { title: 'ACTION', of: (t) => t.action ?? '-', max: 30 },
    { title: 'TRANSACTION', of: (t) => t.id, paint: (text) => paint.dim(text) },
  ]);
}
