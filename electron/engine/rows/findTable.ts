import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { checkFilterValue } from '@shared/domain/filterRules.ts';
import { splitTable } from '@shared/domain/filters.ts';
import { suggestion } from '../capture/suggest.ts';
import type { ReadTransaction } from '../db/session.ts';
import { leavesStatement } from './leavesStatement.ts';
import { liveNamesakesStatement } from './liveNamesakesStatement.ts';
import { recordedTableStatement } from './recordedKeyStatements.ts';
import { recordedSchemasStatement } from './recordedSchemasStatement.ts';
import { readTableFacts, type TableFacts } from './tableFacts.ts';

export interface FoundTable {
  readonly table_schema: string;
  readonly table_name: string;
  /** null when the table is gone and only its trail is here. */
  readonly facts: TableFacts | null;
}

/** Leaf names an error lists; more are counted. */
const LISTED = 20;

/**
 * The one table `NAME` or `SCHEMA.NAME` means: one that is captured, or was, or at least exists. Errors:
 * `ambiguous_table` (a bare name in several audited schemas), `partitioned_table` (changes are recorded under
 * the leaves, CONTRACT §12 trap 27), `not_found`, `invalid_filter` (no name at all), those of Session.read.
 */
export async function findTable(
  tx: ReadTransaction,
  capability: Capability,
  given: string,
): Promise<FoundTable> {
  const { schema, name } = splitTable(checkFilterValue('table', given));
  const table_schema = schema ?? (await schemaOf(tx, capability, name));
  const facts = table_schema === null ? null : await readTableFacts(tx, table_schema, name);
  if (table_schema === null || (facts === null && !(await isRecorded(tx, capability, table_schema, name))))
    throw unknownTable(capability, given, schema === null ? name : `${schema}.${name}`);
  if (facts?.kind === 'p' && !(await isRecorded(tx, capability, table_schema, name)))
    throw await partitioned(tx, facts, `${table_schema}.${name}`);
  return { table_schema, table_name: name, facts };
}

async function isRecorded(
  tx: ReadTransaction,
  capability: Capability,
  schema: string,
  name: string,
): Promise<boolean> {
  const [row] = await tx.rows(recordedTableStatement(capability, schema, name));
  return row?.['found'] === 't';
}

/** Audited schemas count, others only where there is no audited one. */
async function schemaOf(tx: ReadTransaction, capability: Capability, name: string): Promise<string | null> {
  const recorded = await tx.rows(recordedSchemasStatement(capability, name));
  const triggered = capability.triggers.filter(({ table_name }) => table_name === name);
  const audited = [
    ...triggered.map(({ table_schema }) => table_schema),
    ...recorded.map((row) => row['table_schema'] ?? ''),
  ];
  const live = audited.length > 0 ? [] : await tx.rows(liveNamesakesStatement(name));
  const schemas = [...new Set([...audited, ...live.map((row) => row['table_schema'] ?? '')])].sort();
  if (schemas.length < 2) return schemas[0] ?? null;
  throw new InvestigatorError(
    'ambiguous_table',
    `table ${JSON.stringify(name)} exists in ${schemas.length} schemas`,
    { hint: `Write one of: ${schemas.map((schema) => `${schema}.${name}`).join(', ')}.` },
  );
}

async function partitioned(
  tx: ReadTransaction,
  facts: TableFacts,
  table: string,
): Promise<InvestigatorError> {
  const leaves = (await tx.rows(leavesStatement(facts.oid))).map((row) => row['leaf'] ?? '');
  const listed = leaves.slice(0, LISTED).join(', ');
  const more = leaves.length > LISTED ? ` and ${leaves.length - LISTED} more` : '';
  return new InvestigatorError(
    'partitioned_table',
    `table ${table} is partitioned: its changes are recorded under the names of its partitions`,
    {
      hint:
        leaves.length === 0
          ? 'It has no partition now.'
          : `Ask for the partition that held the row: ${listed}${more}.`,
    },
  );
}

function unknownTable({ triggers, key_shapes }: Capability, given: string, name: string): InvestigatorError {
  const known = [...triggers, ...key_shapes];
  const meant =
    suggestion(
      name,
      known.map((table) => `${table.table_schema}.${table.table_name}`),
    ) ??
    suggestion(
      splitTable(name).name,
      known.map((table) => table.table_name),
    );
  return new InvestigatorError(
    'not_found',
    `no table ${JSON.stringify(given)}: no change is recorded for it and there is none of that name`,
    { hint: meant === null ? 'See `info` for the tables that are captured.' : `Did you mean ${meant}?` },
  );
}
