import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditAction, TransactionContext } from '@shared/domain/audit.ts';
import { fromEpochMicros, isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { actorView } from '@renderer/lib/change.ts';
import { plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Meta } from '@renderer/ui/Meta.tsx';
import type { TableGroup } from './lines.ts';
import css from './SidePane.module.css';

interface SidePaneProps {
  readonly context: TransactionContext;
  readonly groups: readonly TableGroup[];
  readonly width: number;
  readonly zone: Zone;
}

/** Where to go from here, and the rest of what is recorded. */
export function SidePane({ context, groups, width, zone }: SidePaneProps): ReactNode {
  const { transaction, action } = context;
  return (
    <aside className={css['side']} style={{ width }} aria-label="Details">
      <section>
        <h2>Follow</h2>
        <ul className={css['follow']}>
          {followUps(context, groups).map((one) => (
            <li key={one.title}>
              <Link to="/timeline" search={one.filters} className="lk ell" title={one.title}>
                {one.title}
              </Link>
              <span>{one.why}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Action</h2>
        {action === null ? (
          <p className={css['note']}>
            No action is linked. The application recorded none, or its link is gone.
          </p>
        ) : (
          <ActionFacts action={action} zone={zone} />
        )}
      </section>
      <section>
        <h2>Meta</h2>
        {transaction.meta === null ? (
          <p className={css['note']}>None recorded.</p>
        ) : (
          <Meta text={transaction.meta} />
        )}
      </section>
      <section>
        <p className={css['note']}>
          The actor is what the application set, at the first write; it stays so however long the transaction
          runs. Reads, and writes to tables without a trigger, leave nothing here.
        </p>
      </section>
    </aside>
  );
}

function ActionFacts({ action, zone }: { readonly action: AuditAction; readonly zone: Zone }): ReactNode {
  const facts: readonly (readonly [string, string | null])[] = [
    ['name', action.name],
    ['status', action.status],
    ['verb', action.verb],
    ['category', action.category],
    ['reason', action.reason],
    ['comment', action.comment],
    ['correlation', action.correlation_id],
    ['request', action.request_id],
    ['job', action.job_id],
    ['recorded', formatInstant(action.inserted_at, zone)],
    ['id', action.id],
  ];
  return (
    <dl className={css['kv']}>
      {facts.map(([name, value]) =>
        value === null ? null : (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

interface FollowUp {
  readonly title: string;
  readonly why: string;
  readonly filters: Filters;
}

const AROUND = 300_000_000n;

/** Pure: the questions this transaction suggests. */
export function followUps(
  { transaction, action }: TransactionContext,
  groups: readonly TableGroup[],
): readonly FollowUp[] {
  const actor = actorView(transaction.actor_ref);
  const found: FollowUp[] = [];
  if (actor.state === 'identified')
    found.push({ title: actor.text, why: 'all by this actor', filters: { actor: [actor.text] } });
  if (actor.state === 'anonymous')
    found.push({ title: 'anonymous', why: 'all anonymous', filters: { actor: ['anonymous'] } });
  if (action?.correlation_id != null)
    found.push({
      title: action.correlation_id,
      why: 'same correlation',
      filters: { correlation_id: [action.correlation_id] },
    });
  const at = transaction.occurred_at;
  if (isCanonicalInstant(at)) {
    const micros = toEpochMicros(at);
    found.push({
      title: 'five minutes around',
      why: 'any actor, any table',
      filters: { from: fromEpochMicros(micros - AROUND), to: fromEpochMicros(micros + AROUND) },
    });
  }
  for (const group of groups.slice(0, 8))
    found.push({
      title: group.table,
      why: `${plural(group.changes.length, 'change')} here`,
      filters: { table: [group.table] },
    });
  return found;
}
