import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { ListFilterKey } from '@shared/domain/filterKeys.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { hasLinkedActions } from './source.ts';
import {
  recentActionValuesStatement,
  recentActorsStatement,
  recentFieldsStatement,
  recentSourcesStatement,
  recentTxidsStatement,
  tableNamesStatement,
  type ActionColumn,
} from './suggestStatements.ts';

export type SuggestKey = ListFilterKey;

const MOST = 20;
/** Suggestions help while typing; late ones do not. */
const TIMEOUT_MS = 3_000;

/**
 * At most 20 values for a filter that begin with `prefix` (of the whole or of a part behind `.` or `:`),
 * whatever the case. Tables: qualified where the catalogue knows them, and all names ever recorded. Everything
 * else that is recorded: from the newest 5000 changes, transactions or actions only, so not a list of all.
 * Nothing for values, keys and meta. Empty where the database cannot be filtered by the key. Errors: those of
 * Session.read.
 */
export async function suggestValues(
  { session, capability }: AuditSource,
  { key, prefix }: { readonly key: SuggestKey; readonly prefix: string },
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const ask = (statement: Statement): Promise<readonly string[]> => valuesOf(session, statement, signal);
  const schema = capability.storage_schema;
  switch (key) {
    case 'table':
      return beginning(prefix, await tableNames({ session, capability }, signal));
    case 'table_schema':
      return beginning(
        prefix,
        knownTables(capability).map(({ table_schema }) => table_schema),
      );
    case 'actor':
      return capability.has_actor ? beginning(prefix, actors(await ask(recentActorsStatement(schema)))) : [];
    case 'op':
      return beginning(prefix, ['insert', 'update', 'delete']);
    case 'action_status':
      return beginning(prefix, ['ok', 'error']);
    case 'action_name':
    case 'correlation_id':
    case 'request_id':
    case 'job_id': {
      const column: ActionColumn = key === 'action_name' ? 'name' : key;
      if (!hasLinkedActions(capability)) return [];
      return beginning(prefix, await ask(recentActionValuesStatement(schema, column)));
    }
    case 'field':
      return beginning(prefix, await ask(recentFieldsStatement(schema)));
    case 'source':
      return beginning(prefix, await ask(recentSourcesStatement(schema)));
    case 'txid':
      return beginning(prefix, await ask(recentTxidsStatement(schema)));
    // No index finds what begins so, and a sample would suggest that there is nothing else.
    case 'value':
    case 'pk':
    case 'meta':
      return [];
  }
}

/**
 * Every table with a recorded change, a capture trigger or both: qualified where the catalogue knows it, bare
 * where only the trail does. A table may come twice. Errors: those of Session.read.
 */
export async function tableNames(
  { session, capability }: AuditSource,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const statement = tableNamesStatement(capability.storage_schema);
  return tables(capability, await valuesOf(session, statement, signal));
}

async function valuesOf(
  session: AuditSource['session'],
  statement: Statement,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const rows = await session.read({ signal, statementTimeoutMs: TIMEOUT_MS }, (tx) => tx.rows(statement));
  return rows.map((row) => row['value'] ?? '');
}

type KnownTable = Pick<Capability['key_shapes'][number], 'table_schema' | 'table_name'>;

function knownTables({ triggers, key_shapes }: Capability): readonly KnownTable[] {
  return [...triggers, ...key_shapes];
}

/** Recorded names, qualified where known; then what has triggers but no change yet. */
function tables(capability: Capability, recorded: readonly string[]): readonly string[] {
  const known = knownTables(capability);
  const qualifiedName = ({ table_schema, table_name }: KnownTable): string => `${table_schema}.${table_name}`;
  const fromTrail = recorded.flatMap((name) => {
    const places = known.filter(({ table_name }) => table_name === name);
    return places.length === 0 ? [name] : places.map(qualifiedName);
  });
  return [...fromTrail, ...known.map(qualifiedName)];
}

/** Those that do not parse are shown raw elsewhere, but cannot be asked for here. */
function actors(stored: readonly string[]): readonly string[] {
  return stored.flatMap((text) => {
    const actor = actorFromJson(text);
    return actor === null ? [] : [formatActor(actor)];
  });
}

function beginning(prefix: string, values: readonly string[]): readonly string[] {
  const wanted = prefix.trim().toLowerCase();
  const fits = (value: string): boolean => {
    const text = value.toLowerCase();
    const inner = text.search(/[.:]/) + 1;
    return text.startsWith(wanted) || (inner > 0 && text.startsWith(wanted, inner));
  };
  return [...new Set(values)].filter(fits).slice(0, MOST);
}
