import { Link } from '@tanstack/react-router';
import { History, ToggleLeft, Unlink, Pencil, Split, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Finding, FindingCode } from '@shared/domain/integrity.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { RowLink } from '@renderer/ui/links.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import { Contradictions } from './Contradictions.tsx';
import { FindingFacts } from './FindingFacts.tsx';
import css from './Integrity.module.css';
import { writingWindow, titleOf } from './words.ts';

const ICONS: Readonly<Record<FindingCode, LucideIcon>> = {
  written_later: History,
  attached_to_foreign_transaction: Split,
  actor_or_time_edited: Pencil,
  txid_reuse: Split,
  capture_switched: ToggleLeft,
  chain_break: Unlink,
  uncaptured_write: Unlink,
};

interface FindingCardProps {
  readonly finding: Finding;
  readonly zone: Zone;
}

/** A finding is a sentence: what was seen, what that is consistent with, what it cannot tell; beside it what it rests on. */
export function FindingCard({ finding, zone }: FindingCardProps): ReactNode {
  const { code, seen, consistent_with, cannot_distinguish, columns, count } = finding;
  const Icon = ICONS[code];
  const title = titleOf(finding, zone);
  return (
    <article className={css['card']} data-finding="" aria-label={title}>
      <h4>
        <Icon size={14} strokeWidth={1.6} aria-hidden="true" />
        <FirstLink finding={finding}>{title}</FirstLink>
      </h4>
      <div className={css['said']}>
        <p>
          <Seen text={seen} zone={zone} />
        </p>
        <dl>
          <dt>Consistent with</dt>
          <dd>{consistent_with}</dd>
          <dt>Cannot tell</dt>
          <dd>{cannot_distinguish}</dd>
        </dl>
      </div>
      <div className={css['rests']}>
        {count > 1 && <p className={css['many']}>Stands for {formatCount(count)} rows.</p>}
        <FindingFacts finding={finding} zone={zone} />
      </div>
      {columns.length > 0 && <Contradictions columns={columns} />}
    </article>
  );
}

const INSTANT = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)/;

/** The check's own words, its instants in the zone on screen. */
function Seen({ text, zone }: { readonly text: string; readonly zone: Zone }): ReactNode {
  return text.split(INSTANT).map((part, at) =>
    INSTANT.test(part) ? (
      <span key={at} className={css['instant']}>
        <InstantLabel instant={part} zone={zone} />
      </span>
    ) : (
      part
    ),
  );
}

/** Where Enter leads: the life of the row, else the transaction, else what was captured while it was written. */
function FirstLink({
  finding,
  children,
}: {
  readonly finding: Finding;
  readonly children: ReactNode;
}): ReactNode {
  const { table_schema, table_name, table_pk, transaction_ids, written } = finding;
  const [transaction] = transaction_ids;
  const window = writingWindow(written);
  if (table_schema !== null && table_name !== null && table_pk !== null)
    return <RowLink row={{ table_schema, table_name, table_pk }}>{children}</RowLink>;
  if (transaction !== undefined)
    return (
      <Link to="/transaction/$id" params={{ id: transaction }} className="lk">
        {children}
      </Link>
    );
  if (window !== null)
    return (
      <Link to="/timeline" search={window} className="lk">
        {children}
      </Link>
    );
  return children;
}
