import type { Capability } from '@shared/domain/capability.ts';
import { jsonElements, jsonKind, jsonString, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import { triggerArguments } from '../../catalog/triggerArguments.ts';
import { deployedPolicy, type DeployedPolicy } from '../../capture/deployedPolicy.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { capturedTablesStatement } from './capturedTablesStatement.ts';

export interface TableName {
  readonly table_schema: string;
  readonly table_name: string;
}

export interface CaptureTrigger {
  readonly trigger: string;
  readonly enabled: string;
  readonly key_columns: readonly string[];
  readonly clone: boolean;
  /** 64-bit transaction ids, decimal text. */
  readonly switched: string;
  readonly created: string | null;
  readonly function: string;
  readonly function_changed: string;
  /** null where the body cannot be read as one of Threadline's. */
  readonly policy: DeployedPolicy | null;
}

/** One table as it is today. */
export interface CapturedTable extends TableName {
  readonly kind: string;
  readonly may_read: boolean;
  readonly row_security: boolean;
  readonly about_rows: number;
  readonly altered: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly generated: string }[];
  readonly unique_keys: readonly (readonly string[])[];
  readonly triggers: readonly CaptureTrigger[];
}

/** Those of the named tables that exist, with their triggers of this install. */
export async function readCapturedTables(
  tx: ReadTransaction,
  { other_storage_schemas }: Pick<Capability, 'other_storage_schemas'>,
  names: readonly TableName[],
): Promise<readonly CapturedTable[]> {
  if (names.length === 0) return [];
  const wanted = writeJson(names.map(({ table_schema, table_name }) => ({ s: table_schema, t: table_name })));
  return (await tx.rows(capturedTablesStatement(wanted, writeJson(other_storage_schemas)))).map(tableOf);
}

export function sameTable(a: TableName, b: TableName): boolean {
  return a.table_schema === b.table_schema && a.table_name === b.table_name;
}

function tableOf(row: TextRow): CapturedTable {
  return {
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    kind: row['kind'] ?? '',
    may_read: row['may_read'] === 't',
    row_security: row['row_security'] === 't',
    about_rows: Math.max(Number(row['about_rows']), 0),
    altered: row['altered'] ?? '',
    columns: listOf(row['columns']).map((column) => {
      const [name = '', type = '', generated = ''] = textsOf(column);
      return { name, type, generated };
    }),
    unique_keys: listOf(row['unique_keys']).map(textsOf),
    triggers: listOf(row['triggers']).map(triggerOf),
  };
}

function triggerOf(cells: JsonText): CaptureTrigger {
  const [
    name = '',
    enabled = '',
    args = '',
    clone = '',
    switched = '',
    created = '',
    fn = '',
    changed = '',
    body = '',
  ] = textsOf(cells);
  return {
    trigger: name,
    enabled,
    key_columns: triggerArguments(args),
    clone: clone === 'true',
    switched,
    created: created === '' ? null : created,
    function: fn,
    function_changed: changed,
    policy: deployedPolicy(body),
  };
}

function listOf(json: string | null | undefined): readonly JsonText[] {
  return json === null || json === undefined ? [] : jsonElements(json);
}

/** null reads as ''. */
function textsOf(json: JsonText): readonly string[] {
  return jsonElements(json).map((cell) => {
    const kind = jsonKind(cell);
    return kind === 'string' ? jsonString(cell) : kind === 'null' ? '' : cell;
  });
}
