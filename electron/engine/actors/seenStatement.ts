import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { whereSql } from '../timeline/source.ts';
import type { ActorWindow } from './actorQuestion.ts';
import { windowPredicate } from './windowPredicate.ts';

/** First, last and number of an actor's transactions: the indexes of actorPredicate.ts, no change read. */
export function seenStatement(capability: Capability, window: ActorWindow): Statement {
  const { bind, values } = boundValues();
  const where = whereSql(windowPredicate(capability, window, bind));
  return {
    text:
      `SELECT ${instantSql('s.first')} AS first, ${instantSql('s.last')} AS last, s.transactions FROM` +
      ' (SELECT min(t.occurred_at) AS first, max(t.occurred_at) AS last, count(*) AS transactions' +
      ` FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${where}) s`,
    values,
  };
}
