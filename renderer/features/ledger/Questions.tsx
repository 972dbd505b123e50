import type { ReactNode } from 'react';
import type { LedgerEntry } from '@shared/domain/ledger.ts';
import { ledgerSourceLabel, type LedgerPage } from '@shared/domain/ledgerReads.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Absent, Badge, InstantLabel } from '@renderer/ui/Marks.tsx';
import { Table, type Column } from '@renderer/ui/Table.tsx';
import { AskAgainLink } from './AskAgainLink.tsx';
import css from './Ledger.module.css';
import { aboutText, remarkText, tookText } from './words.ts';

type Row = LedgerPage['entries'][number];

/** What was asked, newest first. */
export function Questions({ rows, zone }: { readonly rows: readonly Row[]; readonly zone: Zone }): ReactNode {
  const columns: readonly Column<Row>[] = [
    {
      title: 'When',
      of: ({ entry }) => (entry === null ? '' : <InstantLabel instant={entry.at} zone={zone} />),
    },
    { title: 'Asked', of: ({ entry }) => <Asked entry={entry} /> },
    {
      title: 'Of',
      of: ({ entry }) =>
        entry?.kind === 'question' && (
          <span title={ledgerSourceLabel({ ...entry.source, name: null })}>
            {ledgerSourceLabel(entry.source)}
          </span>
        ),
    },
    { title: 'About', of: ({ entry }) => <About entry={entry} /> },
    {
      title: 'Rows',
      number: true,
      of: ({ entry }) => entry?.kind === 'question' && formatCount(entry.rows),
    },
    {
      title: 'Took',
      number: true,
      of: ({ entry }) => entry?.kind === 'question' && tookText(entry.duration_us),
    },
    { title: 'Ended', of: ({ entry }) => <Ended entry={entry} /> },
    {
      title: 'Again',
      of: ({ entry }) => entry?.kind === 'question' && <AskAgainLink question={entry} />,
    },
  ];
  return (
    <div className={css['questions']}>
      <Table label="Questions, newest first" columns={columns} rows={rows} keyOf={({ place }) => place} />
    </div>
  );
}

function Asked({ entry }: { readonly entry: LedgerEntry | null }): ReactNode {
  if (entry?.kind !== 'question') return <Absent>the ledger</Absent>;
  return (
    <span className="mono" title={entry.face === 'command_line' ? 'command line' : 'application'}>
      {entry.face === 'command_line' && '$ '}
      {entry.asked}
    </span>
  );
}

function About({ entry }: { readonly entry: LedgerEntry | null }): ReactNode {
  const remark = remarkText(entry);
  if (remark !== null || entry?.kind !== 'question') return remark;
  const text = aboutText(entry);
  return <span title={text}>{text}</span>;
}

function Ended({ entry }: { readonly entry: LedgerEntry | null }): ReactNode {
  if (entry?.kind !== 'question') return null;
  if (entry.outcome === 'failed') return <Badge tone="warn">failed: {entry.code}</Badge>;
  return entry.outcome;
}
