import { describe, expect, it } from 'vitest';
import { boundValues, settingValues } from './boundValues.ts';
import { countStatement } from './countStatement.ts';
import { filterPredicates } from './filterPredicates.ts';
import { namedTablesStatement } from './namedTablesStatement.ts';
import { pageStatement } from './pageStatement.ts';
import {
  recentActionValuesStatement,
  recentActorsStatement,
  recentFieldsStatement,
  recentSourcesStatement,
  recentTxidsStatement,
  tableNamesStatement,
} from './suggestStatements.ts';
import { capability } from '../testing/capability.ts';

const filters = {
  from: '2026-05-15T00:00:00.000000Z',
  to: '2026-06-15T00:00:00.000000Z',
  table: ['users', 'billing.tickets'],
  actor: ['user:u-1', 'anonymous'],
  op: ['update'],
  correlation_id: ['corr-multi'],
  not_table: ['posts'],
  not_actor: ['job:1'],
};

describe('the SQL of the timeline', () => {
  it('page, oldest cursor and all', () => {
    const cursor = { at: '2026-05-21T12:32:49.047245Z', id: '0001135b-30cc-4d26-b327-784ef54be5a2' };
    expect(pageStatement(capability(), { filters, cursor, direction: 'older', rows: 51 }))
      .toMatchInlineSnapshot(`
        {
          "text": "SELECT c.id AS c_id, c.transaction_id AS c_transaction_id, c.table_schema AS c_table_schema, c.table_name AS c_table_name, c.table_pk AS c_table_pk, c.op AS c_op, c.data_after AS c_data_after, to_jsonb(c.changed_fields) AS c_changed_fields, c.changed_from AS c_changed_from, CASE WHEN c.captured_at >= '0001-01-01T00:00:00Z'::timestamptz AND c.captured_at < '10000-01-01T00:00:00Z'::timestamptz THEN to_char(c.captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE c.captured_at::text END AS c_captured_at, c.xmin AS c_xmin, t.id AS t_id, t.txid AS t_txid, CASE WHEN t.occurred_at >= '0001-01-01T00:00:00Z'::timestamptz AND t.occurred_at < '10000-01-01T00:00:00Z'::timestamptz THEN to_char(t.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE t.occurred_at::text END AS t_occurred_at, t.source AS t_source, t.meta AS t_meta, t.actor_ref AS t_actor_ref, t.action_id AS t_action_id, a.id AS a_id, a.name AS a_name, a.actor_ref AS a_actor_ref, a.status AS a_status, a.verb AS a_verb, a.category AS a_category, a.reason AS a_reason, a.comment AS a_comment, a.correlation_id AS a_correlation_id, a.request_id AS a_request_id, a.job_id AS a_job_id, CASE WHEN a.inserted_at >= '0001-01-01T00:00:00Z'::timestamptz AND a.inserted_at < '10000-01-01T00:00:00Z'::timestamptz THEN to_char(a.inserted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE a.inserted_at::text END AS a_inserted_at FROM "public"."audit_changes" c JOIN "public"."audit_transactions" t ON t.id = c.transaction_id LEFT JOIN "public"."audit_actions" a ON a.id = t.action_id WHERE c.captured_at >= $1::timestamptz AND c.captured_at <= $2::timestamptz AND ((c.table_name = $3::text) OR (c.table_name = $4::text AND c.table_schema = $5::text)) AND ((t.actor_ref @> $6::jsonb) OR (t.actor_ref @> $7::jsonb)) AND lower(c.op) = $8::text AND a.correlation_id = $9::text AND (c.table_name = $10::text) IS NOT TRUE AND (t.actor_ref @> $11::jsonb) IS NOT TRUE AND (c.captured_at, c.id) < ($12::timestamptz, $13::uuid) ORDER BY c.captured_at DESC, c.id DESC LIMIT 51",
          "values": [
            "2026-05-15T00:00:00.000000Z",
            "2026-06-15T00:00:00.000000Z",
            "users",
            "tickets",
            "billing",
            "{"type":"user","id":"u-1"}",
            "{"type":"anonymous"}",
            "update",
            "corr-multi",
            "posts",
            "{"type":"job","id":"1"}",
            "2026-05-21T12:32:49.047245Z",
            "0001135b-30cc-4d26-b327-784ef54be5a2",
          ],
        }
      `);
  });

  it('page of an old install, newer, unfiltered', () => {
    const old = capability({
      has_changed_from: false,
      has_actor: false,
      has_action_link: false,
      has_actions: false,
    });
    expect(
      pageStatement(old, { filters: {}, cursor: null, direction: 'newer', rows: 2 }).text,
    ).toMatchInlineSnapshot(
      `"SELECT c.id AS c_id, c.transaction_id AS c_transaction_id, c.table_schema AS c_table_schema, c.table_name AS c_table_name, c.table_pk AS c_table_pk, c.op AS c_op, c.data_after AS c_data_after, to_jsonb(c.changed_fields) AS c_changed_fields, NULL AS c_changed_from, CASE WHEN c.captured_at >= '0001-01-01T00:00:00Z'::timestamptz AND c.captured_at < '10000-01-01T00:00:00Z'::timestamptz THEN to_char(c.captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE c.captured_at::text END AS c_captured_at, c.xmin AS c_xmin, t.id AS t_id, t.txid AS t_txid, CASE WHEN t.occurred_at >= '0001-01-01T00:00:00Z'::timestamptz AND t.occurred_at < '10000-01-01T00:00:00Z'::timestamptz THEN to_char(t.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE t.occurred_at::text END AS t_occurred_at, t.source AS t_source, t.meta AS t_meta, NULL AS t_actor_ref, NULL AS t_action_id FROM "public"."audit_changes" c JOIN "public"."audit_transactions" t ON t.id = c.transaction_id  ORDER BY c.captured_at ASC, c.id ASC LIMIT 2"`,
    );
  });

  it('count, joined only with what the filters need', () => {
    expect(countStatement(capability(), {}, null).text).toMatchInlineSnapshot(
      `"SELECT count(*) AS count FROM "public"."audit_changes" c JOIN "public"."audit_transactions" t ON t.id = c.transaction_id"`,
    );
    expect(countStatement(capability(), { correlation_id: ['c'] }, 100)).toMatchInlineSnapshot(`
      {
        "text": "SELECT count(*) AS count FROM (SELECT FROM "public"."audit_changes" c JOIN "public"."audit_transactions" t ON t.id = c.transaction_id LEFT JOIN "public"."audit_actions" a ON a.id = t.action_id WHERE a.correlation_id = $1::text LIMIT 100) m",
        "values": [
          "c",
        ],
      }
    `);
  });

  it('suggestions', () => {
    expect(tableNamesStatement('public').text).toMatchInlineSnapshot(`
      "
      WITH RECURSIVE names AS (
        (SELECT c.table_name FROM "public"."audit_changes" c ORDER BY c.table_name LIMIT 1)
        UNION ALL
        SELECT (SELECT c.table_name FROM "public"."audit_changes" c WHERE c.table_name > n.table_name ORDER BY c.table_name LIMIT 1)
          FROM names n WHERE n.table_name IS NOT NULL
      )
      SELECT table_name AS value FROM names WHERE table_name IS NOT NULL LIMIT 1000"
    `);
    expect(recentActorsStatement('public').text).toMatchInlineSnapshot(`
      "
      SELECT t.actor_ref::text AS value
        FROM (SELECT actor_ref FROM "public"."audit_transactions" ORDER BY txid DESC LIMIT 5000) t
       WHERE t.actor_ref IS NOT NULL
       GROUP BY t.actor_ref ORDER BY count(*) DESC, t.actor_ref LIMIT 1000"
    `);
    expect(recentFieldsStatement('public').text).toMatchInlineSnapshot(`
      "
      SELECT f.name AS value
        FROM (SELECT changed_fields FROM "public"."audit_changes" ORDER BY captured_at DESC LIMIT 5000) c
       CROSS JOIN LATERAL unnest(c.changed_fields) f(name)
       GROUP BY f.name ORDER BY count(*) DESC, f.name LIMIT 1000"
    `);
    expect(recentSourcesStatement('public').text).toMatchInlineSnapshot(`
      "
      SELECT t.source AS value
        FROM (SELECT source FROM "public"."audit_transactions" ORDER BY txid DESC LIMIT 5000) t
       WHERE t.source IS NOT NULL
       GROUP BY t.source ORDER BY count(*) DESC, t.source LIMIT 1000"
    `);
    expect(recentTxidsStatement('public').text).toMatchInlineSnapshot(`
      "
      SELECT t.txid AS value FROM "public"."audit_transactions" t ORDER BY t.txid DESC LIMIT 5000"
    `);
    expect(recentActionValuesStatement('public', 'correlation_id').text).toMatchInlineSnapshot(`
      "
      SELECT a.correlation_id AS value
        FROM (SELECT correlation_id, inserted_at FROM "public"."audit_actions"
               ORDER BY inserted_at DESC LIMIT 5000) a
       WHERE a.correlation_id IS NOT NULL
       GROUP BY a.correlation_id ORDER BY max(a.inserted_at) DESC, a.correlation_id LIMIT 1000"
    `);
  });

  it('tables of these names', () => {
    expect(namedTablesStatement(['orders', 'a"b'])).toMatchInlineSnapshot(`
      {
        "text": "
      SELECT n.nspname::text AS table_schema, c.relname::text AS table_name, c.relkind = 'p' AS partitioned,
             EXISTS (SELECT FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid
                      WHERE t.tgrelid = c.oid AND t.tgenabled NOT IN ('D', 'R')
                        AND (NOT t.tgisinternal OR t.tgparentid <> 0)
                        AND (t.tgname LIKE 'threadline\\_audit\\_%' OR f.proname = 'threadline_capture_changes'
                             OR f.proname LIKE 'threadline\\_capture\\_changes\\_%')) AS captured
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'f')
         AND c.relname = ANY (ARRAY(SELECT name::name FROM jsonb_array_elements_text($1::text::jsonb) AS name))
         AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
       ORDER BY n.nspname, c.relname",
        "values": [
          "["orders","a\\"b"]",
        ],
      }
    `);
  });

  it('differs between parameters and settings in nothing but how a value is written', () => {
    const bound = boundValues();
    const settings = settingValues();
    const withParameters = filterPredicates(capability(), filters, bound.bind);
    const withSettings = filterPredicates(capability(), filters, settings.bind);
    expect(
      withSettings.map((text) =>
        text.replace(
          /current_setting\('investigator\.p(\d+)'\)(::\w+)?/g,
          (_, n: string, type = '::text') => `$${n}${type}`,
        ),
      ),
    ).toEqual(withParameters);
    expect(Object.values(settings.settings)).toEqual(bound.values);
  });

  it('numbers parameters from where it is told', () => {
    const { bind, values } = boundValues(3);
    expect([bind('a'), bind('b')]).toEqual(['$3::text', '$4::text']);
    expect(values).toEqual(['a', 'b']);
  });
});
