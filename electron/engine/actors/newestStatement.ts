import type { ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { whereSql } from '../timeline/source.ts';
import { actorPredicate } from '../timeline/actorPredicate.ts';

/**
 * The newest moment of an actor's (undefined: anybody's) transactions, not later than `to`, and the moment `days`
 * before it; no row where there is none. Infinity is no moment to count days from.
 */
export function newestStatement(
  capability: Capability,
  { actor, to }: { readonly actor: ActorRef | null | undefined; readonly to: string | null },
  days: number,
): Statement {
  const { bind, values } = boundValues();
  const conditions = [
    'isfinite(t.occurred_at)',
    ...(to === null ? [] : [`t.occurred_at <= ${bind(to, 'timestamptz')}`]),
    ...(actor === undefined ? [] : actorPredicate(capability, actor, bind)),
  ];
  return {
    text:
      `SELECT ${instantSql('n.newest')} AS newest, ${instantSql(`(n.newest - interval '${days} days')`)} AS since FROM` +
      ` (SELECT max(t.occurred_at) AS newest FROM ${qualified(capability.storage_schema, 'audit_transactions')} t` +
      ` ${whereSql(conditions)}) n WHERE n.newest IS NOT NULL`,
    values,
  };
}
