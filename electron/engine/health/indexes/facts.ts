import type { Capability } from '@shared/domain/capability.ts';
import type { ReadTransaction, Statement } from '../../db/session.ts';
import { nowStatement } from '../../hostRecords/nowStatement.ts';
import { auditIndexOf, type AuditIndex, type AuditTable } from './auditIndex.ts';
import { auditIndexesStatement } from './auditIndexesStatement.ts';
import { classStatements, type ClassStatement } from './classStatements.ts';
import type { Partition } from './ddl.ts';
import { partitionsStatement } from './partitionsStatement.ts';
import { planNodes, type PlanNodes } from './planNodes.ts';
import { sampleStatement } from './sampleStatement.ts';
import { widthsStatement } from './widthsStatement.ts';

/** What the review is made of. */
export interface ReviewFacts {
  readonly now: string;
  readonly indexes: readonly AuditIndex[];
  /** By audit table; none for an ordinary one. */
  readonly partitions: ReadonlyMap<AuditTable, readonly Partition[]>;
  /** `table.column` → average bytes. */
  readonly widths: ReadonlyMap<string, number>;
  readonly classes: readonly PlannedClass[];
}

export interface PlannedClass extends ClassStatement {
  readonly plan: PlanNodes | null;
}

const TABLES = ['audit_changes', 'audit_transactions', 'audit_actions'] as const;

/** Catalogue, statistics and plans; of the rows only the newest change and some newest actions. */
export async function readFacts(tx: ReadTransaction, capability: Capability): Promise<ReviewFacts> {
  const schema = capability.storage_schema;
  const [now] = await tx.rows(nowStatement());
  const indexes = (await tx.rows(auditIndexesStatement(schema))).map(auditIndexOf);
  const partitions = new Map<AuditTable, readonly Partition[]>();
  for (const table of TABLES) partitions.set(table, await readPartitions(tx, schema, table));
  const widths = new Map<string, number>();
  for (const row of await tx.rows(widthsStatement(schema)))
    widths.set(`${row['table'] ?? ''}.${row['column'] ?? ''}`, Number(row['width']));
  const [sample = {}] = await tx.rows(sampleStatement(capability));
  const classes: PlannedClass[] = [];
  for (const one of classStatements(capability, sample)) {
    const plan = one.statement === null ? null : await explained(tx, one.statement);
    classes.push({ ...one, plan });
  }
  return { now: now?.['now'] ?? '', indexes, partitions, widths, classes };
}

async function readPartitions(
  tx: ReadTransaction,
  schema: string,
  table: AuditTable,
): Promise<readonly Partition[]> {
  const rows = await tx.rows(partitionsStatement(schema, table));
  return rows.map((row) => ({
    schema: row['schema'] ?? '',
    table: row['table'] ?? '',
    leaf: row['leaf'] === 't',
    foreign: row['foreign'] === 't',
  }));
}

/** EXPLAIN without ANALYZE plans and runs nothing. */
async function explained(tx: ReadTransaction, { text, values }: Statement): Promise<PlanNodes> {
  const rows = await tx.rows({ text: `EXPLAIN ${text}`, values });
  return planNodes(rows.map((row) => row['QUERY PLAN'] ?? ''));
}
