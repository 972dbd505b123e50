import { findingCodes, type Finding } from '@shared/domain/integrity.ts';
import { code as inlineCode } from '@renderer/features/transaction/markdownText.ts';
import { tableText } from '@renderer/lib/change.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { coverageOf } from './coverage.ts';
import type { Checked } from './useRun.ts';
import {
  CHECKS,
  claimedName,
  contradictionWords,
  KINDS,
  NOTES,
  readText,
  titleOf,
  verdictOf,
} from './words.ts';

interface Context {
  /** What the connection is called, and the same question for the command line. */
  readonly source: string;
  readonly command: string;
  readonly zone: Zone;
}

/** Pure: the findings listed and what they rest on, as text for a ticket. */
export function integrityMarkdown(
  { integrity, begun }: Checked,
  listed: readonly Finding[],
  { source, command, zone }: Context,
): string {
  const { checked, findings, notes } = integrity;
  const verdict = verdictOf(integrity);
  const at = (instant: string | null): string =>
    instant === null ? 'nothing' : formatInstant(instant, zone);
  const lines = [
    `# Integrity of ${prose(source)}: ${verdict.title}`,
    '',
    prose(verdict.text),
    '',
    `- Checked: ${readText(integrity)}, ${at(checked.from)} to ${at(checked.to)}, begun at ${at(begun)}`,
    ...(verdict.untold === null ? [] : [`- ${verdict.untold}`]),
    ...(listed.length === findings.length
      ? []
      : [`- Listed here: ${listed.length} of ${findings.length} findings`]),
    ...(integrity.capped ? ['- More findings exist than were listed.'] : []),
    `- Command: ${inlineCode(command)}`,
    ...findingCodes.flatMap((code) => {
      const own = listed.filter((finding) => finding.code === code);
      if (own.length === 0) return [];
      return ['', `## ${KINDS[code].name} (${own.length})`, ...own.flatMap((one) => findingLines(one, zone))];
    }),
    '',
    '## What each check covered',
    '',
    ...coverageOf(integrity, zone).map(
      ({ check, covered, gaps }) =>
        `- ${CHECKS[check].name}: ${prose([covered ?? 'could not tell', ...gaps].join('. '))}`,
    ),
    ...(notes.length === 0 ? [] : ['', '## Notes, none of which is a finding', '']),
    ...notes.flatMap(({ code, text, examples }) => [
      `- ${NOTES[code]}: ${prose(text)}`,
      ...examples.map((line) => `  - ${inlineCode(line)}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, zone: Zone): readonly string[] {
  const { table_schema, table_name, table_pk, change_ids, transaction_ids, columns, claimed_at } = finding;
  const table =
    table_schema === null || table_name === null
      ? null
      : inlineCode(`${tableText({ table_schema, table_name })}${table_pk === null ? '' : ` ${table_pk}`}`);
  return [
    '',
    `### ${prose(titleOf(finding, zone))}`,
    '',
    ...(table === null ? [] : [`- ${table_pk === null ? 'Table' : 'Row'}: ${table}`]),
    ...(claimed_at === null ? [] : [`- ${claimedName(finding)}: ${formatInstant(claimed_at, zone)}`]),
    ...writtenLines(finding, zone),
    `- Seen: ${prose(finding.seen)}`,
    `- Consistent with: ${prose(finding.consistent_with)}`,
    `- Cannot tell: ${prose(finding.cannot_distinguish)}`,
    ...columns.map(
      ({ name, kind, before, after }) =>
        `- ${inlineCode(name)} (${contradictionWords(kind)}): ${inlineCode(before)}${kind === 'unchanged' ? '' : ` → ${inlineCode(after)}`}`,
    ),
    ...idLine('Changes', change_ids),
    ...idLine('Transactions', transaction_ids),
    ...idLine('Transactions without a change between', finding.empty_transaction_ids),
  ];
}

function writtenLines({ written }: Finding, zone: Zone): readonly string[] {
  if (written === null) return [];
  const { txid, after, before } = written;
  const end = (at: string | null): string => (at === null ? 'not known' : formatInstant(at, zone));
  return [`- Written: after ${end(after)}, before ${end(before)}, by transaction ${txid}`];
}

function idLine(name: string, ids: readonly string[]): readonly string[] {
  return ids.length === 0 ? [] : [`- ${name}: ${ids.map((id) => inlineCode(id)).join(' ')}`];
}

/** Names of tables and columns come from the database: none of them is markup. */
function prose(text: string): string {
  return text.replaceAll(/[\\`*<>[\]|#]/g, (mark) => `\\${mark}`).replaceAll(/\r?\n/g, ' ');
}
