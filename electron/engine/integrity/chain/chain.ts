import type { Capability } from '@shared/domain/capability.ts';
import type { ColumnContradiction, Finding } from '@shared/domain/integrity.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { contradictionsOf } from '../contradictions.ts';
import { chainStatement, type ChainQuestion } from './chainStatement.ts';
import { secondLookStatement } from './secondLookStatement.ts';

/** When the two versions of a break were captured, by the id of the later. */
export type Spans = ReadonlyMap<string, { readonly from: string; readonly to: string }>;

export interface ChainFindings {
  readonly findings: readonly Finding[];
  readonly spans: Spans;
  readonly capped: boolean;
}

/** Neighbouring captured versions of a row that cannot follow each other: one between them is missing. */
export async function chainFindings(
  tx: ReadTransaction,
  capability: Capability,
  question: ChainQuestion,
): Promise<ChainFindings> {
  if (question.policies.length === 0) return { findings: [], spans: new Map(), capped: false };
  const rows = await tx.rows(chainStatement(capability, question));
  const innocent = await explained(tx, capability, rows);
  return {
    findings: rows.filter((row) => !innocent.has(row['later'] ?? '')).map(chainFinding),
    spans: new Map(
      rows.map((row) => [row['later'] ?? '', { from: row['earlier_at'] ?? '', to: row['later_at'] ?? '' }]),
    ),
    capped: rows.length >= question.limit,
  };
}

async function explained(
  tx: ReadTransaction,
  capability: Capability,
  rows: readonly TextRow[],
): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const pairs = writeJson(rows.map((row) => ({ p: row['earlier'], n: row['later'] })));
  const looked = await tx.rows(secondLookStatement(capability, pairs));
  return new Set(
    looked.filter((row) => row['tied'] === 't' || row['moved'] === 't').map((row) => row['later'] ?? ''),
  );
}

function chainFinding(row: TextRow): Finding {
  const kind = row['kind'] as 'values' | 'insert_over_life' | 'write_after_delete';
  const columns = contradictionsOf(row['columns']);
  const between = `${row['earlier_at'] ?? ''} and ${row['later_at'] ?? ''}`;
  return {
    code: 'chain_break',
    kind,
    about: 'row',
    table_schema: row['table_schema'] ?? null,
    table_name: row['table_name'] ?? null,
    table_pk: row['table_pk'] ?? null,
    change_ids: [row['earlier'] ?? '', row['later'] ?? ''],
    transaction_ids: [...new Set([row['earlier_transaction'] ?? '', row['later_transaction'] ?? ''])],
    count: 1,
    claimed_at: row['later_at'] ?? null,
    written: null,
    columns,
    empty_transaction_ids: [],
    seen: `Between the captured changes of ${between} a version of the row is missing: ${seenText(kind, row['op'] ?? '', columns)}.`,
    consistent_with:
      kind === 'insert_over_life'
        ? 'A deleted change of the trail, a delete while capture was off, or a TRUNCATE, which capture never sees.'
        : 'A deleted change of the trail, or a write while capture was off.',
    cannot_distinguish:
      'Deleted from never captured; how many versions are missing. A trigger of the application that updates the row again inside its own statement, and a clock of the server that was set back, can leave versions in another order.',
  };
}

function seenText(kind: Finding['kind'], op: string, columns: readonly ColumnContradiction[]): string {
  if (kind === 'insert_over_life') return 'the row is inserted although its last version was never deleted';
  if (kind === 'write_after_delete')
    return `the row is ${op === 'delete' ? 'deleted' : 'updated'} after it was deleted`;
  const named = (wanted: ColumnContradiction['kind']): string =>
    columns
      .filter((column) => column.kind === wanted)
      .map(({ name }) => name)
      .join(', ');
  const parts = [
    ['silent', 'changed although no captured change says so'],
    ['prior', 'stored as a prior value that the version before does not have'],
    ['unchanged', 'named as changed although both versions have the same value'],
  ] as const;
  return parts
    .flatMap(([wanted, words]) => (named(wanted) === '' ? [] : [`${named(wanted)} ${words}`]))
    .join('; ');
}
