import { identifiedActorTypes } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { instantSql } from '../db/sql.ts';
import { hasLinkedActions } from '../timeline/source.ts';

export interface CsvOptions {
  readonly includeActionMetadata: boolean;
  /** Puts an apostrophe before text that a spreadsheet would take for a formula. */
  readonly spreadsheetSafe: boolean;
}

const columns = [
  'id',
  'transaction_id',
  'table_schema',
  'table_name',
  'op',
  'captured_at',
  'table_pk',
  'data_after',
  'changed_fields',
  'changed_from',
  'transaction_json',
];
const actionColumns = ['correlation_id', 'action_id'];

/** The first record, without its end; none of the names needs quotes. */
export function csvHeader({ includeActionMetadata }: CsvOptions): string {
  return [...columns, ...(includeActionMetadata ? actionColumns : [])].join(',');
}

/**
 * The select list of CONTRACT §5.1 over `c`, `t` and `a`. COPY's CSV quotes exactly where the contract does,
 * but for empty text, which it writes as `""`: NULL is what it leaves empty.
 */
export function csvColumns(capability: Capability, options: CsvOptions): readonly string[] {
  const text = (expression: string): string =>
    options.spreadsheetSafe ? formulaSafe(expression) : `nullif(${expression}, '')`;
  const row = [
    'c.id',
    'c.transaction_id',
    text('c.table_schema'),
    text('c.table_name'),
    text('c.op'),
    instantSql('c.captured_at'),
    orEmptyObject('c.table_pk'),
    orEmptyObject('c.data_after'),
    `coalesce(array_to_json(c.changed_fields)::text, '[]')`,
    capability.has_changed_from ? orEmptyObject('c.changed_from') : `'{}'`,
    transactionObject(capability),
  ];
  if (!options.includeActionMetadata) return row;
  return hasLinkedActions(capability)
    ? [...row, text('a.correlation_id'), 'a.id']
    : [...row, 'NULL::text', 'NULL::text'];
}

/** `{"actor_ref":…,"id":…,"occurred_at":…,"source":…}`, compact as upstream writes it. */
export function transactionObject(capability: Capability): string {
  const actor = capability.has_actor ? actorObject('t.actor_ref') : `'null'`;
  return (
    `concat('{"actor_ref":', ${actor}, ',"id":"', t.id, '","occurred_at":"', ${instantSql('t.occurred_at')},` +
    ` '","source":', coalesce(to_json(t.source)::text, 'null'), '}')`
  );
}

/**
 * The actor as CONTRACT §3 defines it: `type` and `id`, or `type` alone for anonymous, whatever else the host
 * stored beside them. What does not parse is told as it is stored, where upstream fails to load the row.
 */
function actorObject(expression: string): string {
  const types = identifiedActorTypes.map((type) => `'${type}'`).join(', ');
  return (
    `CASE WHEN ${expression} IS NULL THEN 'null'` +
    ` WHEN ${expression} ->> 'type' IN (${types}) AND ${expression} ->> 'id' <> ''` +
    ` AND jsonb_typeof(${expression} -> 'id') = 'string'` +
    ` THEN concat('{"type":', ${expression} -> 'type', ',"id":', ${expression} -> 'id', '}')` +
    ` WHEN ${expression} ->> 'type' = 'anonymous' THEN '{"type":"anonymous"}'` +
    ` ELSE ${expression}::text END`
  );
}

function orEmptyObject(expression: string): string {
  return `coalesce(${expression}::text, '{}')`;
}

function formulaSafe(expression: string): string {
  return `CASE WHEN ${expression} ~ '^[-=+@\\t\\r]' THEN '''' || ${expression} ELSE nullif(${expression}, '') END`;
}
