import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { boundValues, type Bind } from '../../timeline/boundValues.ts';
import { changesFrom, whereSql } from '../../timeline/source.ts';
import type { ImagePolicy } from '../capture/policies.ts';
import { hiddenSql, objectSql, resolvedSql, sameMomentSql, textsSql } from '../images.ts';
import type { Selection } from '../selection.ts';

export interface ChainQuestion {
  readonly selection: Selection;
  /** One for every captured table in question. */
  readonly policies: readonly ImagePolicy[];
  readonly placeholders: readonly string[];
  /**
   * Whether changes may be older than the settings deployed now: `none` are; `look` how columns were named then (see
   * `namedSql`); `leave` silent differences of that time alone.
   */
  readonly olderSettings: 'none' | 'look' | 'leave';
  readonly limit: number;
}

/**
 * Neighbouring versions of a row that contradict each other: `earlier`, `later` (change ids) with their
 * transactions and times, the row, `kind`, and `columns` (JSON [[kind, name, before, after]…]). A selection counts
 * a pair of which it holds one. One pass over the changes in order of their rows: sorted by a hash of the key,
 * because sorting by its text and jsonb costs three times as much; a cheap comparison of the whole images leaves
 * few pairs to take apart.
 */
export function chainStatement(capability: Capability, question: ChainQuestion): Statement {
  const { bind, values } = boundValues();
  const { selection, limit } = question;
  const isPart = selection.reach !== 'all';
  const parts = [
    `k AS MATERIALIZED (${policiesSql(question.policies, bind)})`,
    ...(isPart ? [`m AS MATERIALIZED (${selectedSql(capability, selection, bind)})`] : []),
    `v AS (${versionsSql(capability, isPart, question.olderSettings !== 'none')})`,
    ...(question.olderSettings === 'look' ? [`named AS MATERIALIZED (${namedSql(capability)})`] : []),
  ];
  const placeholders = textsSql(bind(writeJson(question.placeholders)));
  return {
    text: [
      `WITH ${parts.join(', ')}`,
      'SELECT v.p_id AS earlier, v.id AS later, v.p_transaction_id AS earlier_transaction, v.transaction_id AS later_transaction,',
      `${instantSql('v.p_at')} AS earlier_at, ${instantSql('v.captured_at')} AS later_at,`,
      'v.table_schema, v.table_name, v.table_pk, v.op,',
      "CASE WHEN v.op = 'insert' THEN 'insert_over_life' WHEN v.p_op = 'delete' THEN 'write_after_delete' ELSE 'values' END AS kind,",
      "coalesce(d.columns, '[]')::text AS columns",
      'FROM v JOIN k ON k.table_schema = v.table_schema AND k.table_name = v.table_name',
      `CROSS JOIN LATERAL (${contradictionsSql(question.olderSettings, placeholders)}) d`,
      `WHERE v.p_id IS NOT NULL AND v.p_at < v.captured_at ${isPart ? 'AND (v.selected OR v.p_selected)' : ''}`,
      `AND ${suspiciousSql()} AND ${isKeySql()}`,
      // A row that came to this key by a change of the key has its earlier life under another.
      `AND NOT (v.op = 'update' AND v.changed_fields && ARRAY(SELECT jsonb_object_keys(${objectSql('v.table_pk')})))`,
      "AND (v.op <> 'update' OR v.p_op = 'delete' OR d.columns IS NOT NULL)",
      `LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

function policiesSql(policies: readonly ImagePolicy[], bind: Bind): string {
  const rows = policies.map((policy) => ({ ...policy, keys: undefined, k: policy.keys ?? undefined }));
  return [
    'SELECT p.table_schema, p.table_name, p.since, p.k::jsonb AS keys, p.unnamed || p.incomparable AS left_out',
    `FROM jsonb_to_recordset(${bind(writeJson(rows), 'jsonb')})`,
    'AS p(table_schema text, table_name text, unnamed text[], incomparable text[], since bigint, k text)',
  ].join(' ');
}

function selectedSql(capability: Capability, selection: Selection, bind: Bind): string {
  return [
    'SELECT c.id, c.table_schema, c.table_name, c.table_pk',
    `FROM ${changesFrom(capability, selection.withActions)} ${whereSql(selection.conditions(bind))}`,
  ].join(' ');
}

function versionsSql(capability: Capability, isPart: boolean, withTxid: boolean): string {
  const changes = `${qualified(capability.storage_schema, 'audit_changes')} c`;
  const columns = [
    `c.id, c.transaction_id, ${withTxid ? 't.txid, ' : ''}c.table_schema, c.table_name, c.table_pk, lower(c.op) AS op, c.captured_at`,
    `${objectSql('c.data_after')} AS image, coalesce(c.changed_fields, '{}') AS changed_fields`,
    `${capability.has_changed_from ? objectSql('c.changed_from') : 'NULL::jsonb'} AS prior`,
    'jsonb_hash_extended(c.table_pk, hashtextextended(c.table_name, hashtextextended(c.table_schema, 0))) AS h',
    ...(isPart ? ['EXISTS (SELECT FROM m WHERE m.id = c.id) AS selected'] : []),
  ];
  const mine = isPart
    ? 'AND (c.table_schema, c.table_name, c.table_pk) IN (SELECT m.table_schema, m.table_name, m.table_pk FROM m)'
    : '';
  const earlier = [
    'lag(c.id) OVER w AS p_id, lag(c.op) OVER w AS p_op, lag(c.image) OVER w AS p_image',
    'lag(c.captured_at) OVER w AS p_at, lag(c.transaction_id) OVER w AS p_transaction_id',
    ...(isPart ? ['lag(c.selected) OVER w AS p_selected'] : []),
  ];
  return [
    `SELECT c.*, ${earlier.join(', ')} FROM (SELECT ${columns.join(', ')}`,
    `FROM ${withTxid ? changesFrom(capability, false) : changes} WHERE ${resolvedSql('c.table_pk')} ${mine}) c`,
    'WINDOW w AS (PARTITION BY c.h, c.table_schema, c.table_name, c.table_pk ORDER BY c.captured_at, c.id)',
  ].join(' ');
}

/** The cheap test, on whole images. An image that is no object compares as NULL and is left alone. */
function suspiciousSql(): string {
  return [
    "CASE v.op WHEN 'insert' THEN v.p_op <> 'delete' WHEN 'delete' THEN v.p_op = 'delete'",
    "ELSE v.p_op = 'delete' OR (v.p_image - (v.changed_fields || k.left_out)) <> (v.image - (v.changed_fields || k.left_out))",
    'OR (v.prior IS NOT NULL AND (v.p_image || v.prior) <> v.p_image)',
    'OR EXISTS (SELECT FROM unnest(v.changed_fields) f WHERE v.p_image -> f = v.image -> f AND f <> ALL (k.left_out)) END',
  ].join(' ');
}

/** What is recorded as the key identifies a row: old captures wrote `id` whatever the key was (CONTRACT §2.4). */
function isKeySql(): string {
  return [
    '(k.keys IS NULL OR EXISTS (SELECT FROM jsonb_array_elements(k.keys) u',
    'WHERE v.table_pk ?& ARRAY(SELECT jsonb_array_elements_text(u))))',
  ].join(' ');
}

/** Columns both versions have. What only one has was added, dropped, excluded or let in between. */
function contradictionsSql(older: ChainQuestion['olderSettings'], placeholders: string): string {
  const named =
    older === 'look'
      ? 'EXISTS (SELECT FROM named n WHERE n.table_schema = v.table_schema AND n.table_name = v.table_name AND n.name = x.name AND v.captured_at BETWEEN n.first AND n.last)'
      : 'false';
  // A placeholder of settings that are gone is text, and the same in every version.
  const known =
    older === 'none'
      ? ''
      : `AND (v.txid > k.since OR CASE x.kind WHEN 'silent' THEN ${named} WHEN 'unchanged' THEN jsonb_typeof(x.after) <> 'string' ELSE true END)`;
  return [
    'SELECT jsonb_agg(jsonb_build_array(x.kind, x.name, x.before::text, x.after::text) ORDER BY x.name, x.kind) AS columns FROM (',
    "SELECT 'silent' AS kind, n.key AS name, p.value AS before, n.value AS after",
    'FROM jsonb_each(v.p_image) p JOIN jsonb_each(v.image) n ON n.key = p.key',
    'WHERE p.value <> n.value AND n.key <> ALL (v.changed_fields)',
    "UNION ALL SELECT 'prior', f.key, p.value, f.value",
    'FROM jsonb_each(v.p_image) p JOIN jsonb_each(v.prior) f ON f.key = p.key WHERE f.value <> p.value',
    // Of a hidden column, prior value and image are the same stand-in, whichever it was then.
    "AND NOT (jsonb_typeof(f.value) = 'string' AND f.value IS NOT DISTINCT FROM v.image -> f.key)",
    "UNION ALL SELECT 'unchanged', f.name, v.p_image -> f.name, v.image -> f.name",
    'FROM unnest(v.changed_fields) f(name) WHERE v.p_image -> f.name = v.image -> f.name',
    ") x WHERE v.op = 'update' AND v.p_op <> 'delete' AND x.name <> ALL (k.left_out)",
    `AND NOT ${hiddenSql('x.before', placeholders)} AND NOT ${hiddenSql('x.after', placeholders)}`,
    `AND (x.kind = 'unchanged' OR NOT ${sameMomentSql('x.before', 'x.after')}) ${known}`,
  ].join(' ');
}

/**
 * Before the settings deployed now a column may have been an except_column, whose changes were silent by right.
 * It was not while changes named it: `first` to `last` of those before the settings came.
 */
function namedSql(capability: Capability): string {
  const { storage_schema } = capability;
  return [
    'SELECT g.table_schema, g.table_name, f.name, min(g.first) AS first, max(g.last) AS last FROM (',
    // Few lists of columns are distinct: those first, their columns then.
    'SELECT c.table_schema, c.table_name, c.changed_fields, min(c.captured_at) AS first, max(c.captured_at) AS last',
    `FROM ${qualified(storage_schema, 'audit_changes')} c`,
    'JOIN k ON k.table_schema = c.table_schema AND k.table_name = c.table_name',
    'WHERE c.changed_fields IS NOT NULL AND (k.since IS NULL OR',
    `(SELECT t.txid FROM ${qualified(storage_schema, 'audit_transactions')} t WHERE t.id = c.transaction_id) < k.since)`,
    'GROUP BY 1, 2, 3) g CROSS JOIN LATERAL unnest(g.changed_fields) AS f(name) GROUP BY 1, 2, 3',
  ].join(' ');
}
