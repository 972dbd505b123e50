import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AuditAction, TransactionContext } from '@shared/domain/audit.ts';
import type { Neighbours } from '@shared/domain/neighbours.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Meta } from '@renderer/ui/Meta.tsx';
import { followUps } from './follow.ts';
import { IntegrityPart } from './IntegrityPart.tsx';
import type { TableGroup } from './lines.ts';
import { NeighboursPart } from './NeighboursPart.tsx';
import { Part } from './Part.tsx';
import { RelatedPart } from './RelatedPart.tsx';
import css from './SidePane.module.css';
import type { Heavy } from './useHeavy.ts';
import type { IntegrityCheck } from './useIntegrity.ts';

interface SidePaneProps {
  readonly source: OpenSource;
  readonly context: TransactionContext;
  readonly groups: readonly TableGroup[];
  readonly neighbours: Heavy<Neighbours>;
  readonly check: IntegrityCheck;
  readonly width: number;
  readonly zone: Zone;
  readonly onDraft: () => void;
}

/** What lies beside the transaction, what was found about it, and the rest of what is recorded. */
export function SidePane(props: SidePaneProps): ReactNode {
  const { source, context, groups, neighbours, check, width, zone, onDraft } = props;
  const { transaction, action, changes } = context;
  return (
    <aside className={css['side']} style={{ width }} aria-label="Details">
      <NeighboursPart heavy={neighbours} zone={zone} />
      <IntegrityPart check={check} changes={changes.length} zone={zone} />
      <RelatedPart source={source.source} changes={changes} zone={zone} />
      {changes.length > 0 && (
        <Part title="Draft reversal">
          <p className={css['note']}>SQL that would undo this, as text. It is never executed here.</p>
          <Button onClick={onDraft}>
            <Undo2 size={13} aria-hidden="true" />
            Open the draft
          </Button>
        </Part>
      )}
      <Part title="Action">
        {action === null ? (
          <p className={css['note']}>
            No action is linked. The application recorded none, or its link is gone.
          </p>
        ) : (
          <ActionFacts action={action} zone={zone} />
        )}
      </Part>
      <Part title="Meta">
        {transaction.meta === null ? (
          <p className={css['note']}>None recorded.</p>
        ) : (
          <Meta text={transaction.meta} />
        )}
      </Part>
      <Follow context={context} groups={groups} />
      <section>
        <p className={css['note']}>
          The actor is what the application set, at the first write; it stays so however long the transaction
          runs. Reads, and writes to tables without a trigger, leave nothing here.
        </p>
      </section>
    </aside>
  );
}

function Follow({
  context,
  groups,
}: {
  readonly context: TransactionContext;
  readonly groups: readonly TableGroup[];
}): ReactNode {
  const { found, more } = followUps(context, groups);
  return (
    <Part title="Follow" second="on the timeline">
      <ul className={css['follow']}>
        {found.map((one) => (
          <li key={one.title}>
            <Link to="/timeline" search={one.filters} className="lk ell" title={one.title}>
              {one.title}
            </Link>
            <span>{one.why}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={css['more']}>{formatCount(more)} more tables</p>}
    </Part>
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
