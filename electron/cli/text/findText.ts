import type { FindAnswer, FindHit, ValueSearch } from '@shared/domain/find.ts';
import type { Conditions } from '@shared/domain/filters.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../terminal.ts';
import { printable } from './printable.ts';
import { rowKeyText } from './rowKey.ts';
import { shellWord } from './shellWord.ts';
import { renderTable } from './table.ts';

/** What the text can be, one line a possibility with the command that opens it, and how far was searched. */
export function findText(answer: FindAnswer, paint: Paint): string {
  const { text, spellings, hits, values, meta, action_texts, not_searched } = answer;
  const found =
    hits.length === 0
      ? `${printable(text)} is no id here, no value of meta, no text of an action, and no recorded value ${values.complete ? 'of any change' : 'of the changes searched'}\n`
      : renderTable<FindHit>(hits, [
          { title: 'KIND', of: ({ kind }) => kind.replaceAll('_', ' ') },
          { title: 'WHAT', of: ({ label }) => label, max: 100 },
          { title: 'ROW', of: rowOf, max: 44 },
          { title: 'CHANGES', of: ({ count, capped }) => `${count}${capped ? '+' : ''}`, right: true },
          { title: 'NEWEST', of: ({ newest }) => newest?.captured_at ?? '-' },
          { title: 'OPEN WITH', of: openWith, max: 300, paint: (command) => paint.dim(command) },
        ]);
  const skipped = not_searched.map(
    ({ kind, reason }) => `not searched as ${kind.replaceAll('_', ' ')}: ${reason}`,
  );
  const forms =
    spellings.length === 1
      ? []
      : [`recorded values were compared with ${spellings.map(printable).join(', ')}`];
  return [
    found.trimEnd(),
    ...skipped.map(printable),
    ...forms,
    howFar('meta', 'transaction', meta),
    ...(action_texts === null ? [] : [howFar('texts of actions', 'action', action_texts)]),
    howFar('recorded values', 'change', values),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** How far a search through things of one kind went, in words, and how to go on. */
function howFar(what: string, one: string, { complete, searched, back_to, stopped_by }: ValueSearch): string {
  const number = plural(searched, one);
  if (complete) return `${what}: searched all ${number}`;
  const why = stopped_by === 'rows' ? `the limit of ${one}s` : 'the limit of time';
  const reach =
    back_to === null
      ? `no ${one} was searched`
      : `searched the newest ${number}, those from ${back_to} on; nothing older`;
  return `${what}: NOT COMPLETE, ${why} was reached: ${reach}. --deep searches all`;
}

function rowOf({ where: { table_pk, rows } }: FindHit): string {
  if (table_pk !== null) return rowKeyText(table_pk);
  return rows === null ? '' : `${rows}${rows >= 1_000 ? '+' : ''} rows`;
}

function openWith({ kind, where, opens }: FindHit): string {
  // A whole row, if its key was resolved, has a history of its own.
  if (kind === 'row_key' && where.table_pk !== null)
    return `history --table ${shellWord(`${where.table_schema}.${where.table_name}`)} --pk ${shellWord(where.table_pk)}`;
  switch (opens.by) {
    case 'transaction':
      return `incident ${opens.id}`;
    case 'action':
      return `action ${opens.id}`;
    case 'change':
      return `incident ${opens.transaction_id}`;
    case 'filters':
      return ['timeline', ...optionsOf(opens.filters)].join(' ');
  }
}

function optionsOf(filters: Conditions): readonly string[] {
  return Object.entries(filters).flatMap(([key, values]) =>
    Array.isArray(values)
      ? (values as readonly string[]).map((value) => `--${key.replaceAll('_', '-')} ${shellWord(value)}`)
      : [],
  );
}
