import type { Finding, Integrity, IntegrityCheck } from '@shared/domain/integrity.ts';
import type { NoChange, NoChangeStatement } from '@shared/domain/noChange.ts';
import type { Paint } from '../terminal.ts';
import { plural } from '@shared/domain/plural.ts';
import { printable } from './printable.ts';
import { rowKeyText } from './rowKey.ts';

/** Findings first, then what could not be told, the circumstances, and what was checked. */
export function integrityText(answer: Integrity, paint: Paint): string {
  const { findings, notes, checks, checked } = answer;
  const ofTables = findings.filter(({ about }) => about === 'table').length;
  const aside =
    checked.narrow && ofTables > 0
      ? `, ${ofTables} of them about a table as a whole, not this selection`
      : '';
  const parts = [
    ...findings.map((finding) => findingText(finding, paint)),
    untoldText(checks),
    notes.length === 0 ? '' : ['Notes, none of which is a finding:', ...notes.map(noteText)].join('\n'),
    answer.capped ? 'More findings exist than are listed: narrow the question.' : '',
    answer.could_not_tell === 0 ? '' : `${plural(answer.could_not_tell, 'check')} could not tell`,
    checks.some(({ state }) => state === 'ran')
      ? ''
      : 'No check could be made: that nothing else is unexplained says nothing.',
    `${findings.length} unexplained${findings.length === 0 ? '' : ' (above)'}${aside}; checked ${plural(checked.changes, 'change')} and ${plural(checked.rows, 'live row')} of ${plural(checked.tables, 'table')}, ${checked.from ?? 'nothing'} to ${checked.to ?? 'nothing'}, in ${checked.seconds.toFixed(1)} s`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function findingText(finding: Finding, paint: Paint): string {
  const { code, table_schema, table_name, table_pk, columns, change_ids, transaction_ids } = finding;
  const table = table_name === null ? '' : ` ${printable(`${table_schema ?? ''}.${table_name}`)}`;
  const key = table_pk === null ? '' : ` ${printable(rowKeyText(table_pk))}`;
  const lines = [
    `${paint.bad(code)}${table}${key}`,
    line('seen', finding.seen),
    line('consistent with', finding.consistent_with),
    line('cannot tell', finding.cannot_distinguish),
    ...columns.map((column) => line('column', `${column.name}: ${contradiction(column)}`)),
    change_ids.length === 0 ? '' : line('changes', change_ids.slice(0, 10).join(' ')),
    transaction_ids.length === 0 ? '' : line('transactions', transaction_ids.slice(0, 10).join(' ')),
  ];
  return lines.filter((text) => text !== '').join('\n');
}

/** How a column contradicts what is recorded of it, in words (columnContradictionSchema). */
function contradiction({ kind, before, after }: Finding['columns'][number]): string {
  switch (kind) {
    case 'silent':
      return `${before} → ${after}, a change that no captured change names`;
    case 'prior':
      return `the version before has ${before}, but the change says that it replaced ${after}`;
    case 'unchanged':
      return `named as changed, but both versions have ${before}`;
    case 'live':
      return `captured as ${before}, live ${after}`;
  }
}

function line(title: string, text: string): string {
  return `  ${title.padEnd(16)}${printable(text)}`;
}

function untoldText(checks: readonly IntegrityCheck[]): string {
  const untold = checks.filter(({ state }) => state !== 'ran');
  if (untold.length === 0) return '';
  const lines = untold.map(({ check, table_schema, table_name, reason }) =>
    line(check, `${table_name === null ? '' : `${table_schema ?? ''}.${table_name}: `}${reason ?? ''}`),
  );
  return ['Cannot tell:', ...lines].join('\n');
}

function noteText({ code, text, count, examples }: Integrity['notes'][number]): string {
  const shown = examples.slice(0, 5).map((example) => `    ${printable(example)}`);
  return [`  ${code} (${count}): ${printable(text)}`, ...shown].join('\n');
}

/** The statement, or why it cannot be made; then that of every related row. */
export function noChangeText({ related, related_truncated, ...own }: NoChange, paint: Paint): string {
  const parts = [
    statementText(own, paint),
    ...(related ?? []).map((one) => `${printable(one.relation)}: ${statementText(one, paint)}`),
    related_truncated ? 'More related rows may exist than were looked at.' : '',
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function statementText(statement: NoChangeStatement, paint: Paint): string {
  const { row, outcome, bracket, unless } = statement;
  const what = row === null ? 'the row' : `${row.table_schema}.${row.table_name} ${rowKeyText(row.table_pk)}`;
  const side = (one: (typeof bracket)['before']): string =>
    one === null ? 'not known' : `${one.kind} ${one.op ?? ''} ${one.at ?? ''} ${one.change_id ?? ''}`.trim();
  const head = {
    stated: paint.good(printable(statement.statement ?? '')),
    changed: paint.bad(
      printable(
        `Not true of ${what}: ${plural(statement.changes, 'captured change')} between ${statement.from} and ${statement.to}.`,
      ),
    ),
    refused: paint.changed(printable(`Cannot be stated of ${what}:`)),
  }[outcome];
  return [
    head,
    ...statement.change_ids.slice(0, 10).map((id) => line('change', id)),
    ...statement.refusals.map(({ code, reason }) => line(code, `  ${reason}`)),
    ...(row === null
      ? []
      : [line('state before', side(bracket.before)), line('state after', side(bracket.after))]),
    ...(statement.capture_since === null
      ? []
      : [
          line(
            'capture since',
            statement.capture_since.at ?? statement.capture_since.before ?? 'an unknown time',
          ),
        ]),
    ...(unless.length === 0 ? [] : ['Wrong all the same if', ...unless.map((text) => `  - ${text}`)]),
  ].join('\n');
}
