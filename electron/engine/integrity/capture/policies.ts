import { writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { CapturedTable, TableName } from './capturedTables.ts';

/** What comparing two images of a table has to leave out, and since when that is known. */
export interface ImagePolicy extends TableName {
  /** Columns whose change capture does not name: except_columns, exclude. Never compared between versions. */
  readonly unnamed: readonly string[];
  /** Masked columns and those whose text depends on the session that wrote it. Never compared at all. */
  readonly incomparable: readonly string[];
  /** 64-bit id of the transaction that last set trigger or function; null when what it says cannot be read. */
  readonly since: string | null;
  /** Column sets that identify a row, as JSON [[…]…]; null when the table is gone and any key is taken as one. */
  readonly keys: JsonText | null;
}

const DEFAULT_PLACEHOLDER = '[REDACTED]';

/**
 * Types whose JSON text follows settings of the session (IntervalStyle, bytea_output, lc_monetary, DateStyle,
 * TimeZone, search_path): equal values may differ as text. A plain timestamptz is compared as a moment instead.
 */
const SESSION_TYPES =
  /^(?:interval|bytea|money|reg\w+|(?:ts|tstz|date)(?:multi)?range|pg_catalog\.reg\w+|.*(?:with time zone|interval|bytea|money|range)\[\])$/;

export function imagePolicy(table: CapturedTable): ImagePolicy {
  const policies = table.triggers.map(({ policy }) => policy);
  const isKnown = policies.length > 0 && policies.every((policy) => policy !== null);
  const of = (
    pick: (policy: NonNullable<(typeof policies)[number]>) => readonly string[],
  ): readonly string[] => [...new Set(policies.flatMap((policy) => (policy === null ? [] : pick(policy))))];
  return {
    table_schema: table.table_schema,
    table_name: table.table_name,
    unnamed: of(({ unnamed, exclude }) => [...unnamed, ...exclude]),
    incomparable: [
      ...of(({ mask }) => mask),
      // A virtual column has no value when a trigger runs.
      ...table.columns
        .filter(({ type, generated }) => SESSION_TYPES.test(type) || generated === 'v')
        .map(({ name }) => name),
    ],
    since: isKnown
      ? newest(table.triggers.flatMap(({ created, function_changed }) => [created, function_changed]))
      : null,
    keys: writeJson(table.unique_keys),
  };
}

/** What stands for a hidden value in images, now or by default: never compared. */
export function placeholdersOf(tables: readonly CapturedTable[]): readonly string[] {
  const deployed = tables.flatMap(({ triggers }) =>
    triggers.flatMap(({ policy }) => policy?.placeholder ?? []),
  );
  return [...new Set([DEFAULT_PLACEHOLDER, ...deployed])];
}

function newest(txids: readonly (string | null)[]): string | null {
  const known = txids.filter((txid) => txid !== null).map(BigInt);
  return known.reduce((a, b) => (a > b ? a : b), 0n).toString();
}
