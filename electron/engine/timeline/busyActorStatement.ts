import type { ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Statement } from '../db/session.ts';
import { instantSql, qualified } from '../db/sql.ts';
import { actorPredicate } from './actorPredicate.ts';
import { boundValues } from './boundValues.ts';

/**
 * Whether the actor has more than `busyFrom` transactions (`busy`), and when the one `rows` transactions away from
 * an instant occurred (`far`; null: there are fewer). Served by (actor type, actor id, occurred_at DESC), of which
 * it reads at most that many entries: the order keeps the planner from reading the table as it comes.
 */
export function busyActorStatement(
  capability: Pick<Capability, 'storage_schema' | 'actor_time_index'>,
  actor: ActorRef,
  question: {
    readonly at: string | null;
    readonly direction: 'older' | 'newer';
    readonly rows: number;
    readonly busyFrom: number;
  },
): Statement {
  const { at, direction, rows, busyFrom } = question;
  const { bind, values } = boundValues();
  const from = `FROM ${qualified(capability.storage_schema, 'audit_transactions')} t`;
  const own = actorPredicate(capability, actor, bind).join(' AND ');
  const [sign, order] = direction === 'older' ? ['<=', 'DESC'] : ['>=', 'ASC'];
  const beyond = at === null ? '' : ` AND t.occurred_at ${sign} ${bind(at, 'timestamptz')}`;
  return {
    text: [
      `SELECT EXISTS (SELECT ${from} WHERE ${own} ORDER BY t.occurred_at DESC OFFSET ${busyFrom}) AS busy,`,
      `(SELECT ${instantSql('t.occurred_at')} ${from} WHERE ${own}${beyond}`,
      `ORDER BY t.occurred_at ${order} OFFSET ${rows - 1} LIMIT 1) AS far`,
    ].join(' '),
    values,
  };
}
