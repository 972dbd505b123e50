import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DatedTransaction, Finding } from '@shared/domain/integrity.ts';
import { tableText } from '@renderer/lib/change.ts';
import { formatCount, shortId } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { RowLink, TransactionLink } from '@renderer/ui/links.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import css from './Integrity.module.css';
import { claimedName, writingWindow } from './words.ts';

interface FindingFactsProps {
  readonly finding: Finding;
  readonly zone: Zone;
}

/** Ids written out before the rest is only counted. */
const NAMED = 3;

/** What a finding is about: the row, the time it claims beside the time it was written, the ids. */
export function FindingFacts({ finding, zone }: FindingFactsProps): ReactNode {
  const { table_schema, table_name, table_pk, claimed_at, written, change_ids, transaction_ids } = finding;
  const window = writingWindow(written);
  return (
    <dl className={css['facts']}>
      {table_schema !== null && table_name !== null && (
        <>
          <dt>{table_pk === null ? 'Table' : 'Row'}</dt>
          <dd>
            <Link
              to="/timeline"
              search={{ table: [tableText({ table_schema, table_name })] }}
              className="lk mono"
            >
              {table_schema}.{table_name}
            </Link>
            {table_pk !== null && (
              <span className="mono">
                <RowLink row={{ table_schema, table_name, table_pk }} />
              </span>
            )}
          </dd>
        </>
      )}
      {claimed_at !== null && (
        <>
          <dt>{claimedName(finding)}</dt>
          <dd>
            <InstantLabel instant={claimed_at} zone={zone} />
          </dd>
        </>
      )}
      {written !== null && (
        <>
          <dt>Written</dt>
          <dd className={css['written']}>
            <Written written={written} zone={zone} />
            {window !== null && (
              <Link to="/timeline" search={window} className="lk">
                What was captured then
              </Link>
            )}
          </dd>
        </>
      )}
      <Ids name="Change" ids={change_ids}>
        {(id) =>
          claimed_at === null ? (
            <span title={id}>{shortId(id)}</span>
          ) : (
            <Link
              to="/timeline"
              search={{ at: claimed_at, change: id }}
              className="lk"
              title={`${id}, in the timeline`}
            >
              {shortId(id)}
            </Link>
          )
        }
      </Ids>
      <Ids name="Transaction" ids={transaction_ids}>
        {(id) => <Transaction id={id} />}
      </Ids>
      <Ids name="Emptied" ids={finding.empty_transaction_ids}>
        {(id) => <Transaction id={id} />}
      </Ids>
    </dl>
  );
}

function Transaction({ id }: { readonly id: string }): ReactNode {
  return (
    <TransactionLink id={id}>
      <span title={id}>{shortId(id)}</span>
    </TransactionLink>
  );
}

/** The bounds are of the audited transactions around it; no moment between them is known. */
function Written({ written, zone }: { readonly written: DatedTransaction; readonly zone: Zone }): ReactNode {
  const { txid, after, before } = written;
  return (
    <>
      {after !== null && (
        <span>
          {before === null ? 'after' : 'between'} <InstantLabel instant={after} zone={zone} />
        </span>
      )}
      {before !== null && (
        <span>
          {after === null ? 'before' : 'and'} <InstantLabel instant={before} zone={zone} />
        </span>
      )}
      {after === null && before === null && <span>at a time that cannot be told</span>}
      <span>
        by transaction <span className="mono">{txid}</span>
      </span>
    </>
  );
}

function Ids({
  name,
  ids,
  children,
}: {
  readonly name: string;
  readonly ids: readonly string[];
  readonly children: (id: string) => ReactNode;
}): ReactNode {
  if (ids.length === 0) return null;
  const more = ids.length - NAMED;
  return (
    <>
      <dt>{ids.length === 1 || name === 'Emptied' ? name : `${name}s`}</dt>
      <dd>
        {ids.slice(0, NAMED).map((id) => (
          <span key={id} className={css['id']}>
            <span className="mono">{children(id)}</span>
            <CopyButton text={id} what={`${name.toLowerCase()} id`} />
          </span>
        ))}
        {more > 0 && (
          <span className={css['id']}>
            and {formatCount(more)} more
            <CopyButton text={ids.join('\n')} what={`all ${formatCount(ids.length)} ids`} />
          </span>
        )}
      </dd>
    </>
  );
}
