import { identifiedActorTypes } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { quoteLiteral } from '../db/sql.ts';

type Parts = Pick<Capability, 'has_actor' | 'has_action_link' | 'has_actions'>;

/** SQL of `SCHEMA.NAME`, the filter's spelling, over columns of that row. */
export function tableSql(row: string): string {
  return `${row}.table_schema || '.' || ${row}.table_name`;
}

/**
 * SQL of an actor as the filter takes it: `TYPE:ID`, `anonymous`, the stored JSON where it is no actor by
 * CONTRACT §3, NULL where there is none. What else the stored object holds does not matter, as in matching.
 */
export function actorSql(column: string): string {
  const types = identifiedActorTypes.map(quoteLiteral).join(', ');
  return (
    `CASE WHEN ${column}->>'type' = 'anonymous' THEN 'anonymous'` +
    ` WHEN ${column}->>'type' IN (${types}) AND jsonb_typeof(${column}->'id') = 'string'` +
    ` AND ${column}->>'id' <> '' THEN (${column}->>'type') || ':' || (${column}->>'id')` +
    ` ELSE ${column}::text END`
  );
}

/** The columns the summaries group by, under one name each; NULL where this database has none. */
export function summaryColumns(parts: Parts): string {
  return [
    'c.table_schema',
    'c.table_name',
    'lower(c.op) AS op',
    `${parts.has_actor ? 't.actor_ref' : 'NULL::jsonb'} AS actor_ref`,
    `${hasLinkedActions(parts) ? 'a.name' : 'NULL::text'} AS action`,
    't.source',
  ].join(', ');
}
