import { actorJson, type ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { transactionColumns } from '../timeline/columns.ts';

type Parts = Pick<
  Capability,
  'storage_schema' | 'has_actor' | 'has_action_link' | 'has_actions' | 'has_changed_from'
>;

/** The transaction of this id or number. Served by the primary key or by the unique index on txid. */
export function transactionByStatement(parts: Parts, by: 'id' | 'txid', value: string): Statement {
  const type = by === 'id' ? 'uuid' : 'bigint';
  return {
    text:
      `SELECT ${transactionColumns(parts)} FROM ${qualified(parts.storage_schema, 'audit_transactions')} t` +
      ` WHERE t.${by} = $1::text::${type}`,
    values: [value],
  };
}

/** One change by its id. Served by the primary key, of each partition where there are some. */
export function changeByIdStatement(parts: Parts, id: string): Statement {
  return {
    text:
      `SELECT c.id, c.transaction_id, c.table_schema, c.table_name, c.table_pk, c.op,` +
      ` ${instantSql('c.captured_at')} AS captured_at` +
      ` FROM ${qualified(parts.storage_schema, 'audit_changes')} c WHERE c.id = $1::text::uuid LIMIT 1`,
    values: [id],
  };
}

/** One action by its id. Served by the primary key. */
export function actionByIdStatement(parts: Parts, id: string): Statement {
  return {
    text:
      `SELECT a.id, a.name, a.status FROM ${qualified(parts.storage_schema, 'audit_actions')} a` +
      ` WHERE a.id = $1::text::uuid`,
    values: [id],
  };
}

/**
 * How many actions bear the text as correlation, request or job id, and the newest of each. No version of the
 * library indexes these: the three indexes the review recommends serve it by a bitmap OR, otherwise the whole of
 * audit_actions is read once.
 */
export function actionIdsStatement(parts: Parts, text: string): Statement {
  const of = (column: string): string => {
    const bearing = `FILTER (WHERE a.${column} = $1::text)`;
    const newest = `(array_agg(a.id ORDER BY a.inserted_at DESC, a.id DESC) ${bearing})[1]`;
    return `count(*) ${bearing} AS ${column}, ${newest} AS ${column}_action`;
  };
  return {
    text:
      `SELECT ${['correlation_id', 'request_id', 'job_id'].map(of).join(', ')}` +
      ` FROM ${qualified(parts.storage_schema, 'audit_actions')} a` +
      ` WHERE a.correlation_id = $1::text OR a.request_id = $1::text OR a.job_id = $1::text`,
    values: [text],
  };
}

/** How many actions have one of these names, and the newest. Served by audit_actions_name_idx. */
export function actionNamesStatement(parts: Parts, names: readonly string[]): Statement {
  const { bind, values } = boundValues();
  const listed = names.map((name) => bind(name)).join(', ');
  return {
    text:
      `SELECT count(*) AS count, (array_agg(a.id ORDER BY a.inserted_at DESC, a.id DESC))[1] AS id` +
      ` FROM ${qualified(parts.storage_schema, 'audit_actions')} a WHERE a.name IN (${listed})`,
    values,
  };
}

/**
 * Which of these actors any transaction names: their places in the list. A GIN index on actor_ref serves each
 * probe; without one the first that exists ends its scan, the others read the whole table once.
 */
export function knownActorsStatement(parts: Parts, actors: readonly ActorRef[]): Statement {
  const { bind, values } = boundValues();
  const transactions = qualified(parts.storage_schema, 'audit_transactions');
  const any = actors.map(
    (actor, place) =>
      `SELECT ${place} AS place WHERE EXISTS (SELECT FROM ${transactions} t WHERE t.actor_ref @> ${bind(actorJson(actor), 'jsonb')})`,
  );
  return { text: any.join(' UNION ALL '), values };
}
