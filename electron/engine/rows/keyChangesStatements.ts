import type { Capability } from '@shared/domain/capability.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { namesSql, rowConditions } from './rowPredicate.ts';

type Parts = Pick<Capability, 'storage_schema' | 'has_changed_from'>;

const change = `c.id::text AS change_id, c.transaction_id::text AS transaction_id, ${instantSql('c.captured_at')} AS captured_at`;

/** The key before the update `c`, or NULL where a changed key column's prior value was not stored. */
function keyBefore({ has_changed_from }: Parts, names: string): string {
  if (!has_changed_from) return 'NULL::jsonb';
  return (
    `(SELECT jsonb_object_agg(k.name, CASE WHEN k.name = ANY (c.changed_fields) THEN c.changed_from ->> k.name` +
    ` ELSE c.table_pk ->> k.name END) FROM unnest(${names}) AS k(name)` +
    ` HAVING bool_and(k.name <> ALL (c.changed_fields) OR c.changed_from ->> k.name IS NOT NULL))`
  );
}

/** Updates that brought a row to this key, newest first: audit_changes_row_history_idx. */
export function arrivalsStatement(parts: Parts, row: ResolvedRow, rows: number): Statement {
  const { bind, values } = boundValues();
  const names = namesSql(row.key_columns, bind);
  const conditions = [...rowConditions(row, bind), "lower(c.op) = 'update'", `c.changed_fields && ${names}`];
  return {
    text:
      `SELECT ${change}, ${keyBefore(parts, names)}::text AS other_key` +
      ` FROM ${qualified(parts.storage_schema, 'audit_changes')} c WHERE ${conditions.join(' AND ')}` +
      ` ORDER BY c.captured_at DESC, c.id DESC LIMIT ${rows}`,
    values,
  };
}

/**
 * Where the chain of this key stops without a delete, newest first: the newest change, and any followed by an
 * insert or by the arrival of another row. `next_at` is when the key was used again.
 * audit_changes_row_history_idx, without a sort.
 */
export function openEndsStatement(parts: Parts, row: ResolvedRow, rows: number): Statement {
  const { bind, values } = boundValues();
  const names = namesSql(row.key_columns, bind);
  return {
    text: `
SELECT e.change_id, ${instantSql('e.captured_at')} AS captured_at, ${instantSql('e.next_at')} AS next_at,
       e.next_at IS NULL AS newest
  FROM (SELECT c.id::text AS change_id, c.captured_at, lower(c.op) AS op, lag(c.captured_at) OVER w AS next_at,
               lag(lower(c.op) = 'insert' OR c.changed_fields && ${names}) OVER w AS next_begins
          FROM ${qualified(parts.storage_schema, 'audit_changes')} c
         WHERE ${rowConditions(row, bind).join(' AND ')}
        WINDOW w AS (ORDER BY c.captured_at DESC, c.id DESC)) e
 WHERE e.op <> 'delete' AND (e.next_at IS NULL OR e.next_begins)
 ORDER BY e.captured_at DESC LIMIT ${rows}`,
    values,
  };
}

/**
 * How far a search may look from an instant on: `bound` is the instant of the last of `most` changes of the whole
 * trail, NULL when the trail ends before. audit_changes_captured_at_idx alone.
 */
export function reachStatement(
  { storage_schema }: Parts,
  at: string,
  direction: 'older' | 'newer',
  most: number,
): Statement {
  const { bind, values } = boundValues();
  const [compare, order, last] = direction === 'newer' ? ['>=', 'ASC', 'max'] : ['<=', 'DESC', 'min'];
  return {
    text:
      `SELECT CASE WHEN count(*) = ${most} THEN ${instantSql(`${last}(s.captured_at)`)} END AS bound FROM (SELECT c.captured_at` +
      ` FROM ${qualified(storage_schema, 'audit_changes')} c WHERE c.captured_at ${compare} ${bind(at, 'timestamptz')}` +
      ` ORDER BY c.captured_at ${order} LIMIT ${most}) s`,
    values,
  };
}

export interface Stretch {
  /** Id of the change at its known end. */
  readonly change_id: string;
  readonly from: string;
  /** null = to the newest change. */
  readonly to: string | null;
}

/**
 * Updates of other keys in a stretch by which the row may have left this key, oldest first: `told` where the
 * prior value says so, else where all but the changed fields equals the image of change `change_id`.
 * audit_changes_captured_at_idx bounds it to the stretch.
 */
export function departuresStatement(parts: Parts, row: ResolvedRow, stretch: Stretch): Statement {
  const { bind, values } = boundValues();
  const names = namesSql(row.key_columns, bind);
  const changes = qualified(parts.storage_schema, 'audit_changes');
  const before = keyBefore(parts, names);
  const pk = bind(row.table_pk, 'jsonb');
  const conditions = [
    `c.captured_at >= ${bind(stretch.from, 'timestamptz')}`,
    ...(stretch.to === null ? [] : [`c.captured_at <= ${bind(stretch.to, 'timestamptz')}`]),
    `c.table_schema = ${bind(row.table_schema)}`,
    `c.table_name = ${bind(row.table_name)}`,
    `c.table_pk <> ${pk}`,
    "lower(c.op) = 'update'",
    `c.changed_fields && ${names}`,
    `CASE WHEN ${before} IS NOT NULL THEN ${before} = ${pk} ELSE c.data_after - c.changed_fields = i.data_after - c.changed_fields END`,
  ];
  return {
    text:
      `SELECT ${change}, c.table_pk::text AS other_key, ${before} IS NOT NULL AS told` +
      ` FROM ${changes} c CROSS JOIN (SELECT e.data_after FROM ${changes} e WHERE e.id = ${bind(stretch.change_id, 'uuid')}) i` +
      ` WHERE ${conditions.join(' AND ')} ORDER BY c.captured_at, c.id LIMIT 2`,
    values,
  };
}

/**
 * Keys whose chain stops, not by a delete, in the stretch before an arrival, with the same image apart from what
 * the arrival changed; at most two. audit_changes_captured_at_idx bounds it to the stretch, and each candidate's
 * next change comes by audit_changes_row_history_idx.
 */
export function originsStatement(parts: Parts, row: ResolvedRow, stretch: Stretch): Statement {
  const { bind, values } = boundValues();
  const changes = qualified(parts.storage_schema, 'audit_changes');
  const schema = bind(row.table_schema);
  const name = bind(row.table_name);
  const id = bind(stretch.change_id, 'uuid');
  const same = (a: string): string => `${a}.table_schema = ${schema} AND ${a}.table_name = ${name}`;
  const to = stretch.to === null ? '' : `AND c.captured_at <= ${bind(stretch.to, 'timestamptz')}`;
  return {
    text: `
SELECT o.table_pk::text AS other_key
  FROM (SELECT e.captured_at, e.id, e.data_after, e.changed_fields FROM ${changes} e WHERE e.id = ${id}) i
  CROSS JOIN LATERAL (
    SELECT DISTINCT ON (c.table_pk) c.table_pk, c.op, c.data_after
      FROM ${changes} c
     WHERE c.captured_at >= ${bind(stretch.from, 'timestamptz')} ${to} AND ${same('c')}
       AND c.table_pk <> ${bind(row.table_pk, 'jsonb')} AND (c.captured_at, c.id) < (i.captured_at, i.id)
     ORDER BY c.table_pk, c.captured_at DESC, c.id DESC) o
 WHERE lower(o.op) <> 'delete' AND o.data_after - i.changed_fields = i.data_after - i.changed_fields
   AND coalesce((SELECT lower(n.op) = 'insert' FROM ${changes} n
                  WHERE ${same('n')} AND n.table_pk = o.table_pk AND (n.captured_at, n.id) > (i.captured_at, i.id)
                  ORDER BY n.captured_at, n.id LIMIT 1), true)
 LIMIT 2`,
    values,
  };
}
