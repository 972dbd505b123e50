import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { jsonElements, jsonString } from '@shared/domain/jsonText.ts';
import type { ConnectionFacts, ReadTransaction, Session, TextRow } from '../db/session.ts';
import { coverageStatement } from '../health/coverageStatement.ts';
import { estimateRows } from './estimate.ts';
import { indexesStatement } from './indexesStatement.ts';
import { chooseInstall, findInstalls, has, type Install, type Relation } from './installs.ts';
import { installsStatement } from './installsStatement.ts';
import { keyShapesStatement } from './keyShapesStatement.ts';
import { serverStatement } from './serverStatement.ts';
import { sizesStatement } from './sizesStatement.ts';
import { triggerArguments } from './triggerArguments.ts';
import { triggersStatement } from './triggersStatement.ts';
import { capabilityWarnings } from './warnings.ts';
import { uncoveredTables } from './uncoveredTables.ts';
import { windowStatement } from './windowStatement.ts';

const OLDEST_SERVER = 140_000;
/** Reading the newest rows is done in milliseconds, or it is not worth waiting for on connecting. */
const SAMPLE_TIMEOUT_MS = 5_000;

/**
 * What this database holds and what this role may do (CONTRACT §0). Looks; never branches on a library
 * version. Errors: `server_too_old` (PostgreSQL 14), `not_threadline`, `ambiguous_storage_schema`, and those
 * of Session.read.
 */
export async function probe(
  session: Session,
  storageSchema: string | null,
  signal?: AbortSignal,
): Promise<Capability> {
  const { install, ...found } = await session.read({ signal }, (tx, facts) =>
    readCatalog(tx, facts, storageSchema),
  );
  const sample = await readSample(session, install, signal);
  const capability = { ...found.capability, window: sample.window, key_shapes: sample.key_shapes };
  const actions = install.others.get('audit_actions');
  const warnings = capabilityWarnings(capability, {
    actionsUnreadable: actions !== undefined && !actions.mayRead,
    windowUnknown: sample.unknown,
  });
  return { ...capability, warnings };
}

type CatalogPart = Omit<Capability, 'window' | 'key_shapes' | 'warnings'>;

async function readCatalog(
  tx: ReadTransaction,
  facts: ConnectionFacts,
  storageSchema: string | null,
): Promise<{ install: Install; capability: CatalogPart }> {
  const [serverRow = {}] = await tx.rows(serverStatement());
  const server = serverOf(serverRow, facts);
  if (server.version_num < OLDEST_SERVER)
    throw new InvestigatorError('server_too_old', `this server is PostgreSQL ${server.version}`, {
      hint: 'PostgreSQL 14 or later is needed.',
    });
  const installs = findInstalls(await tx.rows(installsStatement()));
  const install = chooseInstall(installs, storageSchema, server.database);
  const { changes, transactions } = install;
  const actions = install.others.get('audit_actions');
  const indexes = await tx.rows(indexesStatement(changes.oid, transactions.oid));
  const others = installs.map(({ schema }) => schema).filter((name) => name !== install.schema);
  const allTriggers = (await tx.rows(triggersStatement())).map(triggerOf);
  const capability: CatalogPart = {
    server,
    storage_schema: install.schema,
    other_storage_schemas: others,
    has_changed_from: changes.columns.has('changed_from'),
    has_actor: transactions.columns.has('actor_ref'),
    has_action_link: transactions.columns.has('action_id'),
    has_actions: actions?.mayRead === true,
    governance: {
      export_jobs: has(install, 'threadline_export_jobs'),
      retention_runs: has(install, 'threadline_retention_runs'),
      saved_views: has(install, 'threadline_saved_views'),
      evidence_records: has(install, 'threadline_evidence_records'),
    },
    row_history_index: rowHistoryIndex(indexes),
    actor_gin_index: hasActorGin(indexes, transactions.oid),
    actor_time_index: hasActorTime(indexes, transactions.oid),
    partitioned: changes.kind !== 'r',
    privileges: {
      superuser: serverRow['superuser'] === 't',
      dangerous_roles: jsonElements(serverRow['dangerous_roles'] ?? '[]').map(jsonString),
      may_write: [changes, transactions, actions].some((relation) => relation?.mayWrite === true),
      may_read: changes.mayRead && transactions.mayRead,
    },
    estimates: await readEstimates(tx, install),
    // Those of another install write another trail (CONTRACT §12, trap 48); covered their tables are, though.
    triggers: allTriggers.filter(({ function_schema }) => !others.includes(function_schema)),
    uncovered_tables: uncoveredTables(await tx.rows(coverageStatement()), allTriggers),
  };
  return { install, capability };
}

function serverOf(row: TextRow, facts: ConnectionFacts): Capability['server'] {
  return {
    version: (row['version'] ?? '').split(' ')[0] ?? '',
    version_num: Number(row['version_num']),
    database: row['database'] ?? '',
    user: row['user'] ?? '',
    now: row['now'] ?? '',
    replica: row['replica'] === 't',
    pooled: facts.announcedPid === null ? null : String(facts.announcedPid) !== row['pid'],
    tls: facts.tls,
  };
}

function rowHistoryIndex(indexes: readonly TextRow[]): Capability['row_history_index'] {
  const found = indexes.find((row) => row['name'] === 'audit_changes_row_history_idx');
  if (found === undefined) return 'none';
  return found['valid'] === 't' ? 'valid' : 'invalid';
}

/** By what it does, not by its name: hosts build this one themselves. */
function hasActorGin(indexes: readonly TextRow[], transactionsOid: string): boolean {
  return indexes.some(
    (row) =>
      row['table_oid'] === transactionsOid &&
      row['method'] === 'gin' &&
      row['valid'] === 't' &&
      row['first_key'] === 'actor_ref',
  );
}

/** As PostgreSQL prints these expressions, with or without their brackets. */
function hasActorTime(indexes: readonly TextRow[], transactionsOid: string): boolean {
  const is = (key: string | null | undefined, wanted: string): boolean =>
    (key ?? '').replace(/^\((.*)\)$/, '$1') === wanted;
  return indexes.some(
    (row) =>
      row['table_oid'] === transactionsOid &&
      row['method'] === 'btree' &&
      row['valid'] === 't' &&
      row['whole'] === 't' &&
      is(row['first_key'], "actor_ref ->> 'type'::text") &&
      is(row['second_key'], "actor_ref ->> 'id'::text") &&
      row['third_key'] === 'occurred_at',
  );
}

async function readEstimates(tx: ReadTransaction, install: Install): Promise<Capability['estimates']> {
  const actions = install.others.get('audit_actions');
  const relations = [install.changes, install.transactions, ...(actions === undefined ? [] : [actions])];
  const sizes = await tx.rows(sizesStatement(relations.map(({ oid }) => oid)));
  const estimate = async (table: string, relation: Relation | undefined): Promise<number> => {
    const size = sizes.find((row) => row['oid'] === relation?.oid);
    if (relation === undefined || size === undefined) return 0;
    return await estimateRows(tx, install.schema, table, {
      bytes: Number(size['bytes']),
      analysedRows: Number(size['analysed_rows']),
      elsewhere: size['elsewhere'] === 't',
      mayRead: relation.mayRead,
    });
  };
  return {
    changes: await estimate('audit_changes', install.changes),
    transactions: await estimate('audit_transactions', install.transactions),
    actions: await estimate('audit_actions', actions),
  };
}

function triggerOf(row: TextRow): Capability['triggers'][number] {
  return {
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    trigger: row['trigger'] ?? '',
    function_schema: row['function_schema'] ?? '',
    function: row['function'] ?? '',
    language: row['language'] ?? '',
    enabled: row['enabled'] ?? '',
    key_columns: triggerArguments(row['arguments'] ?? ''),
    clone: row['clone'] === 't',
  };
}

interface Sample extends Pick<Capability, 'window' | 'key_shapes'> {
  readonly unknown: boolean;
}

/** The parts that read rows: in a read of their own, so that a slow one costs only itself. */
async function readSample(
  session: Session,
  { schema, changes }: Install,
  signal: AbortSignal | undefined,
): Promise<Sample> {
  const nothing = { window: { oldest: null, newest: null }, key_shapes: [] };
  if (!changes.mayRead) return { ...nothing, unknown: false };
  try {
    return await session.read({ signal, statementTimeoutMs: SAMPLE_TIMEOUT_MS }, async (tx) => {
      const [window] = await tx.rows(windowStatement(schema));
      const shapes = await tx.rows(keyShapesStatement(schema));
      return {
        window: { oldest: window?.['oldest'] ?? null, newest: window?.['newest'] ?? null },
        key_shapes: shapes.map((row) => ({
          table_schema: row['table_schema'] ?? '',
          table_name: row['table_name'] ?? '',
          keys: jsonElements(row['keys'] ?? '[]').map(jsonString),
          resolved: row['resolved'] === 't',
        })),
        unknown: false,
      };
    });
  } catch (error) {
    if (error instanceof InvestigatorError && error.code === 'statement_timeout')
      return { ...nothing, unknown: true };
    throw error;
  }
}
