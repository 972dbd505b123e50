import {
  jsonElements,
  jsonObject,
  jsonString,
  jsonStringMember,
  type JsonText,
} from '@shared/domain/jsonText.ts';
import type { ReadTransaction } from '../db/session.ts';
import type { NamedTable } from '../scope/policiesStatement.ts';
import { tableKey } from '../scope/readPolicies.ts';
import { shapesStatement } from './shapesStatement.ts';

export interface LiveColumn {
  readonly name: string;
  /** SQL of the declared type, without length or precision. */
  readonly type: string;
  /** Name of the type behind domains, as in pg_type. */
  readonly base: string;
  /** `pg_type.typtype` of it. */
  readonly kind: string;
  /** null: not an array. */
  readonly element: { readonly name: string; readonly kind: string; readonly category: string } | null;
  /** False where the type has no `=`. */
  readonly equality: boolean;
  readonly not_null: boolean;
  /** A default or an identity fills it when it is left out. */
  readonly fills_itself: boolean;
  readonly identity_always: boolean;
  readonly generated: boolean;
}

export interface Referencing extends NamedTable {
  readonly columns: readonly string[];
  readonly referenced: readonly string[];
  /** True when deleting the row it references changes or deletes its own. */
  readonly follows_delete: boolean;
  readonly follows_update: boolean;
}

export interface UniqueIndex {
  readonly name: string;
  /** Neither expressions nor a predicate: `terms` are its columns. */
  readonly plain: boolean;
  /** SQL over the table's columns, unqualified. */
  readonly terms: readonly string[];
  /** SQL of which rows it is about; null: of all. */
  readonly predicate: string | null;
  /** Every column terms and predicate read. */
  readonly columns: readonly string[];
  readonly nulls_equal: boolean;
  /** To evaluate it would run functions that are not PostgreSQL's own. */
  readonly foreign_code: boolean;
}

export interface TableShape extends NamedTable {
  readonly columns: ReadonlyMap<string, LiveColumn>;
  readonly unique_keys: readonly (readonly string[])[];
  readonly unique_indexes: readonly UniqueIndex[];
  readonly referencing: readonly Referencing[];
  /** Triggers that fire beside capture's. */
  readonly triggers: readonly string[];
}

export type Shapes = ReadonlyMap<string, TableShape>;

/** The live tables of these names that exist, by tableKey, from the snapshot of the read under way. */
export async function readShapes(tx: ReadTransaction, tables: readonly NamedTable[]): Promise<Shapes> {
  const named = new Map(tables.map((table) => [tableKey(table), table]));
  if (named.size === 0) return new Map();
  const asked = [...named.values()].map(({ table_schema, table_name }) => ({ table_schema, table_name }));
  const rows = await tx.rows(shapesStatement(asked));
  return new Map(
    rows.map((row) => {
      const name = { table_schema: row['table_schema'] ?? '', table_name: row['table_name'] ?? '' };
      const shape: TableShape = {
        ...name,
        columns: new Map(
          jsonElements(row['columns'] ?? '[]')
            .map(columnOf)
            .map((c) => [c.name, c]),
        ),
        unique_keys: jsonElements(row['unique_keys'] ?? '[]').map(names),
        unique_indexes: jsonElements(row['unique_indexes'] ?? '[]').map(uniqueIndexOf),
        referencing: jsonElements(row['referencing'] ?? '[]').map(referencingOf),
        triggers: names(row['triggers'] ?? '[]'),
      };
      return [tableKey(name), shape];
    }),
  );
}

function columnOf(text: JsonText): LiveColumn {
  const word = (key: string): string => jsonStringMember(text, key) ?? '';
  const members = jsonObject(text);
  const flag = (key: string): boolean => members.get(key) === 'true';
  return {
    name: word('name'),
    type: word('type'),
    base: word('base'),
    kind: word('kind'),
    element: flag('array')
      ? { name: word('element'), kind: word('element_kind'), category: word('element_category') }
      : null,
    equality: flag('equality'),
    not_null: flag('not_null'),
    fills_itself: flag('default') || flag('identity'),
    identity_always: flag('identity_always'),
    generated: flag('generated'),
  };
}

function uniqueIndexOf(text: JsonText): UniqueIndex {
  const members = jsonObject(text);
  const list = (key: string): readonly string[] => names(members.get(key) ?? '[]');
  const flag = (key: string): boolean => members.get(key) === 'true';
  return {
    name: jsonStringMember(text, 'name') ?? '',
    plain: flag('plain'),
    terms: list('terms'),
    predicate: jsonStringMember(text, 'predicate') ?? null,
    columns: list('columns'),
    nulls_equal: flag('nulls_equal'),
    foreign_code: flag('foreign_code'),
  };
}

/** `c`ascade, set `n`ull and set `d`efault change rows; `a` and `r` refuse. */
function referencingOf(text: JsonText): Referencing {
  const word = (key: string): string => jsonStringMember(text, key) ?? '';
  const members = jsonObject(text);
  return {
    table_schema: word('table_schema'),
    table_name: word('table_name'),
    columns: names(members.get('columns') ?? '[]'),
    referenced: names(members.get('referenced') ?? '[]'),
    follows_delete: 'cnd'.includes(word('on_delete')),
    follows_update: 'cnd'.includes(word('on_update')),
  };
}

function names(list: JsonText): readonly string[] {
  return jsonElements(list).map(jsonString);
}
