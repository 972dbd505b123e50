import { actorJson } from '@shared/domain/actor.ts';
import { instantOf } from './calendar.ts';
import { call, json, literal } from './sql.ts';
import type { StoryTransaction } from './stage.ts';

/** One transaction as a program sends it: the clock and the actor are told first, the action is linked last. */
export function transactionSql(transaction: StoryTransaction): string {
  const { at, actor, role, writes } = transaction;
  return [
    'BEGIN',
    `SET LOCAL story.now = '${instantOf(at)}'`,
    ...(role === undefined ? [] : [`SET LOCAL ROLE ${role}`]),
    ...(actor === null ? [] : [`SET LOCAL threadline.actor_ref = ${literal(actorJson(actor))}`]),
    ...writes,
    ...wordsOf(transaction),
    transaction.fails === true ? 'ROLLBACK' : 'COMMIT',
    '',
  ].join(';\n');
}

function wordsOf({ action, actor, source = null, meta = null }: StoryTransaction): readonly string[] {
  const details = meta === null ? null : json(meta);
  if (action !== undefined) {
    const who = actor === null ? '{"type":"system","id":"unknown"}' : actorJson(actor);
    const { name, reason = null, comment = null, correlation = null, request = null, job = null } = action;
    return [call('link_action', name, who, reason, comment, correlation, request, job, source, details)];
  }
  return source === null && details === null ? [] : [call('tag_source', source, details)];
}
