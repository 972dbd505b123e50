import type { Coverage, SchemaCoverage } from '@shared/domain/coverage.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { coverageStatement } from './coverageStatement.ts';

/** Tables nobody expects to be captured (CONTRACT §7.1). */
const BASELINE = ['schema_migrations'];

export interface CoverageConfig {
  /** Bare table names, in every schema: uncovered on purpose. */
  readonly expected?: readonly string[];
  /** Bare table names that must be covered whatever else says not. */
  readonly auditAnyway?: readonly string[];
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly covered: boolean;
}

/**
 * Which tables have a capture trigger now, for every schema that holds a table (CONTRACT §7.1, 0.11 rules).
 * It says what triggers are present at `read_at`, not that all is or was captured. Schemas and names in byte
 * order. Errors: those of Session.read.
 */
export async function readCoverage(
  { session }: Pick<AuditSource, 'session'>,
  config: CoverageConfig = {},
  signal?: AbortSignal,
): Promise<Coverage> {
  return await session.read({ signal }, (tx) => coverageIn(tx, config));
}

/** {@link readCoverage} inside a snapshot that other statements share. */
export async function coverageIn(tx: ReadTransaction, config: CoverageConfig = {}): Promise<Coverage> {
  const rows = await tx.rows(coverageStatement());
  const tables = rows.flatMap(({ schema, name, covered }): TableRow[] =>
    schema == null || name == null ? [] : [{ schema, name, covered: covered === 't' }],
  );
  return { read_at: rows[0]?.['read_at'] ?? '', schemas: coverageOf(tables, config) };
}

/** The three buckets of each schema; the first rule that fits a table decides. Pure. */
export function coverageOf(tables: readonly TableRow[], config: CoverageConfig): readonly SchemaCoverage[] {
  const anyway = new Set(config.auditAnyway ?? []);
  const baseline = new Set(BASELINE.filter((name) => !anyway.has(name)));
  const expected = new Set((config.expected ?? []).filter((name) => !anyway.has(name)));
  const schemas = [...new Set(tables.map(({ schema }) => schema))].sort(compareBytes);
  return schemas.map((schema) => {
    const here = tables
      .filter((table) => table.schema === schema)
      .sort((a, b) => compareBytes(a.name, b.name));
    const bare = here.filter(({ covered }) => !covered).map(({ name }) => name);
    const isExpected = (name: string): boolean => baseline.has(name) || expected.has(name);
    return {
      schema,
      covered: here.filter(({ covered }) => covered).map(({ name }) => name),
      uncovered: bare.filter((name) => !isExpected(name)),
      expected_uncovered: bare
        .filter(isExpected)
        .map((table) => ({ table, source: baseline.has(table) ? 'baseline' : 'config' })),
    };
  });
}
