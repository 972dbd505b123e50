import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { instantSql, qualified, quoteIdentifier } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { boundValues, type Bind } from '../../timeline/boundValues.ts';
import { changesFrom, whereSql } from '../../timeline/source.ts';
import type { CapturedTable } from '../capture/capturedTables.ts';
import type { ImagePolicy } from '../capture/policies.ts';
import { partsSql, type Part } from '../clock/written.ts';
import { hiddenSql, objectSql, sameMomentSql, textsSql } from '../images.ts';
import type { Selection } from '../selection.ts';
import { currentSql, notAfterSql } from '../xid.ts';

export interface LiveQuestion {
  readonly table: CapturedTable;
  readonly policy: ImagePolicy;
  /** Key columns as capture writes them now. */
  readonly key: readonly string[];
  readonly selection: Selection;
  readonly placeholders: readonly string[];
  /** Where the clock applies to changes: only there the row must have been written by its newest change's writer. */
  readonly clock: readonly Part[];
  /**
   * A live row written by a later transaction than this must have been captured; null when that cannot be told,
   * or when only the rows of some changes are in question.
   */
  readonly capturedSince: string | null;
  readonly limit: number;
}

/**
 * The newest image of each row of one table beside the live row, hash-joined in this snapshot: one pass over the
 * table and over its changes (audit_changes_row_history_idx or table_name_idx). Answers one row: `compared`, of these
 * `timed` (with a clock) and `same` (written by the very transaction that wrote the newest change), and how many are
 * `odd`.
 */
export function liveCountsStatement(capability: Capability, question: LiveQuestion): Statement {
  const { bind, values } = boundValues();
  return {
    text: [
      `WITH ${besideSql(capability, question, bind)}`,
      "SELECT count(*) FILTER (WHERE b.is_live AND b.op <> 'delete') AS compared,",
      "count(*) FILTER (WHERE b.is_live AND b.op <> 'delete' AND b.timed) AS timed,",
      "count(*) FILTER (WHERE b.is_live AND b.op <> 'delete' AND b.timed AND b.written = b.captured) AS same,",
      `count(*) FILTER (WHERE ${kindSql(question, bind)} IS NOT NULL) AS odd`,
      'FROM b',
    ].join(' '),
    values,
  };
}

/**
 * Of newest changes whose row is gone without a captured delete, JSON array of ids, those that a later change of key
 * took, or may have taken, elsewhere: `id`. One pass over the table's changes (audit_changes_table_name_idx).
 */
export function movedAwayStatement(
  capability: Capability,
  { table, policy }: LiveQuestion,
  ids: string,
): Statement {
  const { bind, values } = boundValues();
  const changes = qualified(capability.storage_schema, 'audit_changes');
  const list = textsSql(bind(ids));
  const leftOut = textsSql(bind(writeJson([...policy.unnamed, ...policy.incomparable])));
  const alike = [
    `NOT EXISTS (SELECT FROM jsonb_each(${objectSql('p.data_after')}) a JOIN jsonb_each(${objectSql('x.data_after')}) z ON z.key = a.key`,
    `WHERE a.value <> z.value AND a.key <> ALL (x.changed_fields) AND a.key <> ALL (${leftOut})`,
    `AND NOT ${sameMomentSql('a.value', 'z.value')})`,
  ].join(' ');
  const from = capability.has_changed_from ? objectSql('c.changed_from') : 'NULL::jsonb';
  return {
    text: [
      // Few rows ever change their key: all such changes at once cost less than a look behind each row.
      `WITH x AS MATERIALIZED (SELECT c.table_pk, c.captured_at, c.changed_fields, c.data_after, ${from} AS changed_from`,
      `FROM ${changes} c WHERE c.table_schema = ${bind(table.table_schema)} AND c.table_name = ${bind(table.table_name)}`,
      `AND lower(c.op) = 'update' AND c.changed_fields && ARRAY(SELECT jsonb_object_keys(${objectSql('c.table_pk')})))`,
      `SELECT p.id FROM ${changes} p WHERE p.id = ANY (${list}::uuid[])`,
      'AND EXISTS (SELECT FROM x WHERE x.captured_at >= p.captured_at AND x.table_pk <> p.table_pk',
      `AND x.changed_fields && ARRAY(SELECT jsonb_object_keys(${objectSql('p.table_pk')}))`,
      `AND CASE WHEN x.changed_from IS NULL THEN ${alike}`,
      'ELSE (SELECT bool_and(NOT x.changed_from ? g.name OR x.changed_from ->> g.name = p.table_pk ->> g.name)',
      `FROM jsonb_object_keys(${objectSql('p.table_pk')}) g(name)) END)`,
    ].join(' '),
    values,
  };
}

/** The rows in question themselves: `kind`, `table_pk`, the newest `change`, `writer`, `columns` (JSON). */
export function liveRowsInQuestionStatement(
  capability: Capability,
  question: LiveQuestion,
  hasRowClock: boolean,
): Statement {
  const { bind, values } = boundValues();
  const placeholders = textsSql(bind(writeJson(question.placeholders)));
  const leftOut = textsSql(bind(writeJson(question.policy.incomparable)));
  const changes = qualified(capability.storage_schema, 'audit_changes');
  return {
    text: [
      `WITH ${besideSql(capability, question, bind)}, o AS (`,
      `SELECT b.*, ${kindSql(question, bind)} AS kind FROM b)`,
      `SELECT o.kind, coalesce(o.pk, o.live_pk)::text AS table_pk, o.id AS change, o.transaction_id, ${instantSql('o.captured_at')} AS at,`,
      `CASE WHEN o.is_live THEN ${notAfterSql('o.written', currentSql)} END AS writer,`,
      "coalesce(d.columns, '[]')::text AS columns",
      'FROM o CROSS JOIN LATERAL (',
      "SELECT jsonb_agg(jsonb_build_array('live', p.key, p.value::text, l.value::text) ORDER BY p.key) AS columns,",
      'jsonb_object_agg(p.key, l.value) AS now',
      'FROM jsonb_each(o.image) p JOIN jsonb_each(o.live) l ON l.key = p.key',
      `WHERE o.kind = 'live_differs' AND p.value <> l.value AND p.key <> ALL (${leftOut})`,
      `AND NOT ${hiddenSql('p.value', placeholders)} AND NOT ${sameMomentSql('p.value', 'l.value')}) d`,
      `WHERE o.kind IS NOT NULL AND (o.kind <> 'live_differs' OR d.columns IS NOT NULL${hasRowClock ? ' OR (o.timed AND o.written <> o.captured)' : ''})`,
      // Two changes at one instant may be the other way round. And what a trigger of the application writes to the
      // row again, in the same transaction, is captured before the write it follows.
      `AND NOT EXISTS (SELECT FROM ${changes} x WHERE x.table_schema = o.table_schema AND x.table_name = o.table_name`,
      'AND x.table_pk = o.pk AND x.id <> o.id AND (x.captured_at = o.captured_at',
      "OR (o.kind = 'live_differs' AND (NOT o.timed OR o.written = o.captured) AND x.transaction_id = o.transaction_id))",
      `AND (d.now IS NULL OR (${objectSql('x.data_after')} || d.now) = x.data_after))`,
      `LIMIT ${question.limit}`,
    ].join(' '),
    values,
  };
}

function besideSql(capability: Capability, question: LiveQuestion, bind: Bind): string {
  const { table, key, selection } = question;
  const schema = bind(table.table_schema);
  const name = bind(table.table_name);
  const keys = textsSql(bind(writeJson(key)));
  const changes = qualified(capability.storage_schema, 'audit_changes');
  const cells = key.map((column) => `${bind(column)}, to_jsonb(r.${quoteIdentifier(column)}) #>> '{}'`);
  const only = table.kind === 'p' ? '' : 'ONLY ';
  const mine =
    selection.reach === 'narrow'
      ? [
          'AND c.table_pk IN (SELECT c.table_pk',
          `FROM ${changesFrom(capability, selection.withActions)}`,
          `${whereSql([...selection.conditions(bind), `c.table_schema = ${schema}`, `c.table_name = ${name}`])})`,
        ].join(' ')
      : '';
  return [
    // Sorted without images: the newest ones are fetched by their primary key afterwards.
    'last AS (SELECT DISTINCT ON (x.h, x.table_pk) x.id FROM (SELECT c.id, c.table_pk, c.captured_at,',
    'jsonb_hash_extended(c.table_pk, 0) AS h',
    `FROM ${changes} c WHERE c.table_schema = ${schema} AND c.table_name = ${name} AND jsonb_typeof(c.table_pk) = 'object'`,
    `AND c.table_pk ?& ${keys} AND c.table_pk - ${keys} = '{}' ${mine}) x`,
    'ORDER BY x.h, x.table_pk, x.captured_at DESC, x.id DESC),',
    'newest AS (SELECT c.table_pk AS pk, c.id, c.transaction_id, c.table_schema, c.table_name, lower(c.op) AS op,',
    `${objectSql('c.data_after')} AS image, c.xmin AS captured, ${partsSql('changes', bind, question.clock)} AS timed, c.captured_at FROM last JOIN ${changes} c ON c.id = last.id),`,
    `live AS (SELECT jsonb_build_object(${cells.join(', ')}) AS live_pk, r.xmin AS written, to_jsonb(r.*) AS live, true AS is_live`,
    `FROM ${only}${qualified(table.table_schema, table.table_name)} r),`,
    'b AS (SELECT n.*, l.live_pk, l.written, l.live, coalesce(l.is_live, false) AS is_live',
    `FROM newest n ${selection.reach === 'narrow' ? 'LEFT' : 'FULL'} JOIN live l ON l.live_pk = n.pk)`,
  ].join(' ');
}

/** SQL, text: what is odd about a row of `b`, NULL when nothing is. */
function kindSql({ capturedSince, policy }: LiveQuestion, bind: Bind): string {
  const leftOut = textsSql(bind(writeJson(policy.incomparable)));
  const never =
    capturedSince === null
      ? ''
      : `WHEN b.id IS NULL AND ${notAfterSql('b.written', currentSql)} > ${bind(capturedSince, 'bigint')} THEN 'live_never_captured'`;
  return [
    `CASE ${never} WHEN b.id IS NULL THEN NULL`,
    "WHEN b.op = 'delete' THEN CASE WHEN b.is_live THEN 'live_after_delete' END",
    "WHEN NOT b.is_live THEN 'live_missing'",
    `WHEN (b.image - ${leftOut}) <> (b.live - ${leftOut}) OR (b.timed AND b.written <> b.captured) THEN 'live_differs' END`,
  ].join(' ');
}
