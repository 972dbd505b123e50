import type { Continuity, TableContinuity } from '@shared/domain/continuity.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { splitTable } from '@shared/domain/filters.ts';
import type { AuditSource, TextRow } from '../../db/session.ts';
import { meaningOf, t0Of } from './meaning.ts';
import {
  clockSampleStatement,
  datedTriggersStatement,
  earliestChangeStatement,
  namesakesStatement,
} from './statements.ts';

const EARLIEST_TIMEOUT_MS = 10_000;

/**
 * Since when each table is captured, as far as the database tells (CONTRACT §10): the date of its trigger by the
 * transaction-id clock where that applies, otherwise the oldest change as an upper bound. With `table` (NAME means
 * public, or SCHEMA.NAME) only that one, which must exist and be covered; of a partitioned one its partitions too.
 * Tables in order of schema and name. The oldest changes are looked up one read a table, so that one that takes
 * too long costs only itself. Errors: `not_found`, `not_covered`, those of Session.read.
 */
export async function continuity(
  source: AuditSource,
  table: string | null,
  signal?: AbortSignal,
): Promise<Continuity> {
  const { session, capability } = source;
  const wanted = table === null ? null : nameOf(table);
  const read = await session.read({ signal }, async (tx) => ({
    clock: clockOf((await tx.rows(clockSampleStatement(capability)))[0] ?? {}),
    triggers: await tx.rows(datedTriggersStatement(capability)),
    namesakes: wanted === null ? [] : await tx.rows(namesakesStatement(wanted.name)),
  }));
  const all = [
    ...read.triggers.map((row) => triggerOf(row, read.clock.applies)),
    ...withoutTrigger(source, read.triggers),
  ];
  if (wanted !== null) checkCovered(wanted, read.namesakes, all);
  const chosen = wanted === null ? all : all.filter((one) => isOf(one, wanted));
  const tables: TableContinuity[] = [];
  for (const one of chosen) {
    const known = { ...one, ...(await earliest(source, one, signal)) };
    const t0 = t0Of(known);
    tables.push({ ...known, t0, meaning: meaningOf(known, t0) });
  }
  return {
    read_at: read.clock.now,
    clock: { applies: read.clock.applies, reason: read.clock.reason },
    tables,
  };
}

type Found = Omit<TableContinuity, 't0' | 'meaning' | 'earliest_change' | 'earliest_known'>;
interface Name {
  readonly schema: string;
  readonly name: string;
}

function nameOf(table: string): Name {
  const { schema, name } = splitTable(table.trim());
  return { schema: schema ?? 'public', name };
}

function clockOf(row: TextRow): Continuity['clock'] & { readonly now: string } {
  const rows = Number(row['rows'] ?? 0);
  const applies = rows > 0 && Number(row['agreeing']) * 2 > rows;
  const reason =
    rows === 0
      ? 'There is no audited transaction to date anything by.'
      : applies
        ? 'Audit rows were written by the transactions they name, so ids given out between two of them lie between their times.'
        : 'The clock does not apply here: audit rows were not written by the transactions they name, as after dump and restore.';
  return { applies, reason, now: row['now'] ?? '' };
}

function triggerOf(row: TextRow, clock: boolean): Found {
  const enabled = row['enabled'] ?? '';
  return {
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    trigger: row['trigger'] ?? '',
    enabled,
    covered: enabled !== 'D' && enabled !== 'R',
    partition_of: row['partition_of'] ?? null,
    partitioned: row['partitioned'] === 't',
    trigger_written: clock
      ? { txid: row['txid'] ?? '', after: row['after'] ?? null, before: row['before'] ?? null }
      : null,
  };
}

/** Tables with recent changes whose trigger is gone. */
function withoutTrigger({ capability }: AuditSource, triggers: readonly TextRow[]): readonly Found[] {
  const name = (schema: unknown, table: unknown): string => JSON.stringify([schema, table]);
  const seen = new Set(triggers.map((row) => name(row['table_schema'], row['table_name'])));
  return capability.key_shapes.flatMap(({ table_schema, table_name }) => {
    if (seen.has(name(table_schema, table_name))) return [];
    seen.add(name(table_schema, table_name));
    const nothing = { trigger: null, enabled: null, covered: false, partition_of: null, partitioned: false };
    return [{ table_schema, table_name, ...nothing, trigger_written: null }];
  });
}

function isOf({ table_schema, table_name, partition_of }: Found, { schema, name }: Name): boolean {
  return (table_schema === schema && table_name === name) || partition_of === `${schema}.${name}`;
}

function checkCovered(wanted: Name, namesakes: readonly TextRow[], all: readonly Found[]): void {
  const { schema, name } = wanted;
  const places = namesakes.map((row) => row['schema'] ?? '');
  if (!places.includes(schema))
    throw new InvestigatorError('not_found', `the database has no table ${schema}.${name}`, {
      hint:
        places.length === 0
          ? 'Tables are named NAME (schema public) or SCHEMA.NAME.'
          : `There is: ${places.map((place) => `${place}.${name}`).join(', ')}.`,
    });
  const own = all.filter((one) => one.table_schema === schema && one.table_name === name);
  if (own.some(({ covered }) => covered)) return;
  const [trigger] = own.filter((one) => one.trigger !== null);
  throw new InvestigatorError(
    'not_covered',
    trigger === undefined
      ? `table ${schema}.${name} has no capture trigger`
      : `the capture trigger of ${schema}.${name} does not fire for ordinary writes (tgenabled ${trigger.enabled ?? ''})`,
    { hint: 'Its writes are not captured now. "capture triggers" prints the SQL that starts capture.' },
  );
}

async function earliest(
  { session, capability }: AuditSource,
  { table_schema, table_name, partitioned }: Found,
  signal: AbortSignal | undefined,
): Promise<Pick<TableContinuity, 'earliest_change' | 'earliest_known'>> {
  if (partitioned) return { earliest_change: null, earliest_known: true };
  try {
    const statement = earliestChangeStatement(capability, table_schema, table_name);
    const options = { signal, lane: 'count', statementTimeoutMs: EARLIEST_TIMEOUT_MS } as const;
    const [row] = await session.read(options, (tx) => tx.rows(statement));
    return { earliest_change: row?.['at'] ?? null, earliest_known: true };
  } catch (error) {
    if (error instanceof InvestigatorError && error.code === 'statement_timeout')
      return { earliest_change: null, earliest_known: false };
    throw error;
  }
}
