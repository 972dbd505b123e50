import { useState, type ReactNode } from 'react';
import { plural } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { ActorLink, TransactionLink } from '@renderer/ui/links.tsx';
import { InstantLabel, OpMark } from '@renderer/ui/Marks.tsx';
import css from './Correlation.module.css';
import { countsOf, type Chapter, type ToldTransaction } from './story.ts';

/** Chapters at once: a correlation can join thousands. */
const STEP = 100;

export function Chapters({
  story,
  zone,
}: {
  readonly story: readonly Chapter[];
  readonly zone: Zone;
}): ReactNode {
  const [shown, setShown] = useState(STEP);
  return (
    <>
      <ol className={css['chapters']} aria-label="Actions as they happened">
        {story.slice(0, shown).map((chapter) => (
          <li key={chapter.action.id}>
            <ActionLine chapter={chapter} zone={zone} />
            <Transactions chapter={chapter} zone={zone} />
          </li>
        ))}
      </ol>
      {story.length > shown && (
        <Button onClick={() => setShown(shown + STEP)}>
          {plural(story.length - shown, 'more action', 'more actions')}
        </Button>
      )}
    </>
  );
}

function ActionLine({
  chapter: { action },
  zone,
}: {
  readonly chapter: Chapter;
  readonly zone: Zone;
}): ReactNode {
  const failed = action.status === 'error';
  return (
    <div className={css['action']}>
      <span title="when the action was recorded">
        <InstantLabel instant={action.inserted_at} zone={zone} />
      </span>
      <b>{action.name}</b>
      <span className={failed ? css['bad'] : 'dim'}>{failed ? 'failed' : action.status}</span>
      <ActorLink stored={action.actor_ref} />
      {action.reason !== null && <span className="sub">{action.reason}</span>}
      {action.comment !== null && <span className="sub">{action.comment}</span>}
    </div>
  );
}

function Transactions({ chapter, zone }: { readonly chapter: Chapter; readonly zone: Zone }): ReactNode {
  const { action, transactions } = chapter;
  if (transactions.length === 0)
    return (
      <p className={css['none']}>
        {action.status === 'error'
          ? 'No transaction is linked: what failed was rolled back, with its changes.'
          : 'No captured transaction is linked: it wrote to no covered table, or its link is gone.'}
      </p>
    );
  return (
    <ol className={css['transactions']} aria-label={`Transactions of ${action.name}`}>
      {transactions.map((told) => (
        <li key={told.transaction.id} {...(told.changes.length === 0 ? { 'data-empty': '' } : {})}>
          <TransactionLine told={told} zone={zone} />
        </li>
      ))}
    </ol>
  );
}

function TransactionLine({
  told: { transaction, changes },
  zone,
}: {
  readonly told: ToldTransaction;
  readonly zone: Zone;
}): ReactNode {
  return (
    <>
      <TransactionLink id={transaction.id}>
        <InstantLabel instant={transaction.occurred_at} zone={zone} />
      </TransactionLink>
      {changes.length === 0 ? (
        <span className="sub">no captured change belongs to it</span>
      ) : (
        countsOf(changes).map(({ table, ops }) => (
          <span key={table} className={css['table']}>
            <span className="mono">{table}</span>
            {ops.map(([op, n]) => (
              <span key={op}>
                <OpMark op={op} /> {n}
              </span>
            ))}
          </span>
        ))
      )}
    </>
  );
}
