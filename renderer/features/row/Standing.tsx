import type { UseQueryResult } from '@tanstack/react-query';
import { Check, TriangleAlert, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import { jsonObject } from '@shared/domain/jsonText.ts';
import type { BlamedField, RowBlame } from '@shared/domain/rowStates.ts';
import type { RowSummary } from '@shared/domain/rowSummary.ts';
import { capital } from '@renderer/lib/format.ts';
import { formatClock, formatInstant, formatShort, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { ActorLink, TransactionLink } from '@renderer/ui/links.tsx';
import { Absent } from '@renderer/ui/Marks.tsx';
import { FieldTable, Value, WholeValue, WholeValues, type FieldRow } from './FieldTable.tsx';
import { Part } from './Part.tsx';
import css from './Row.module.css';
import { versionName, versionOf, type Version } from './versions.ts';
import { liveCell, liveReason, liveWords, setterWords } from './words.ts';

interface StandingProps {
  readonly blame: UseQueryResult<RowBlame>;
  readonly summary: UseQueryResult<RowSummary>;
  readonly versions: readonly Version[];
  /** Fields in which versions contradict each other. */
  readonly broken: ReadonlySet<string>;
  /** When the live row was read. */
  readonly readAt: string | null;
  readonly zone: Zone;
  readonly onRefresh: () => void;
}

/** The last captured image, the live row beside it, and who set each field last, as captured. */
export function Standing({ blame, summary, zone, readAt, ...rest }: StandingProps): ReactNode {
  const second =
    readAt === null
      ? 'last captured image beside the live row'
      : `last captured image beside the live row, read at ${formatClock(readAt, zone)}`;
  return (
    <Part title="As it stands" second={second}>
      <Answer query={blame} what="the last captured image" lines={9}>
        {(told) => (
          <Answer query={summary} what="the live row" lines={9}>
            {(whole) => <Both told={told} whole={whole} zone={zone} {...rest} />}
          </Answer>
        )}
      </Answer>
    </Part>
  );
}

interface BothProps extends Pick<StandingProps, 'versions' | 'broken' | 'zone' | 'onRefresh'> {
  readonly told: RowBlame;
  readonly whole: RowSummary;
}

function Both({ told, whole, versions, broken, zone, onRefresh }: BothProps): ReactNode {
  const { live } = whole;
  const newest = told.deleted_by ?? told.image?.change_id ?? null;
  const captured = new Set(told.fields.map(({ name }) => name));
  const more = [...jsonObject(live.live).keys()].filter((name) => !captured.has(name)).sort();
  const rows = [
    ...told.fields.map((field) => lineOf(field, { told, whole, versions, broken, zone })),
    ...more.map((name): FieldRow => {
      const value = jsonObject(live.live).get(name) ?? 'null';
      const cells = [
        <Absent key="image">{told.image === null ? 'no image' : 'not captured'}</Absent>,
        <Value key="live" text={value} />,
        <span key="setter" className="dim">
          nothing is known of it
        </span>,
      ];
      return { name, cells, detail: <WholeValue text={value} /> };
    }),
  ];
  return (
    <>
      {newest !== whole.last_change && (
        <p className={css['note']}>
          A change was captured while this was read: image and live row are not of one moment.{' '}
          <Button onClick={onRefresh}>Read again</Button>
        </p>
      )}
      {told.deleted_by !== null && (
        <p className={css['note']}>
          Deleted. Below is the last captured image before that, stale if writes went past capture.
        </p>
      )}
      {(live.state === 'unreadable' || liveWords(live).warn) && (
        <p className={css['note']} data-warn={liveWords(live).warn ? '' : undefined}>
          {capital(liveWords(live).text)}: {liveReason(live)}.
        </p>
      )}
      {rows.length === 0 ? (
        <p className="dim">No image is captured and no live row is there.</p>
      ) : (
        <FieldTable
          label="Last captured image beside the live row"
          columns={['Last captured image', 'Live row', 'Last captured setter']}
          rows={rows}
        />
      )}
      {told.not_captured.length > 0 && (
        <p className={css['foot']}>Capture leaves out now: {told.not_captured.join(', ')}.</p>
      )}
    </>
  );
}

function lineOf(
  field: BlamedField,
  { told, whole, versions, broken, zone }: Pick<BothProps, 'told' | 'whole' | 'versions' | 'broken' | 'zone'>,
): FieldRow {
  const { name, value, masked } = field;
  const cell = liveCell(whole.live, name);
  const warn = cell.kind === 'differs';
  const live =
    cell.kind === 'words' ? (
      <span className="dim">{cell.text}</span>
    ) : (
      <span className={css['live']}>
        {warn ? (
          <TriangleAlert size={12} className={css['warnIcon']} aria-label="differs" />
        ) : (
          <Check size={12} aria-label="agrees" />
        )}
        <Value text={cell.value} side="after" against={warn ? value : undefined} />
      </span>
    );
  return {
    name,
    warn,
    cells: [
      <Value key="image" text={value} masked={masked} />,
      live,
      <Setter key="setter" field={field} told={told} versions={versions} broken={broken} zone={zone} />,
    ],
    detail: warn ? <WholeValues before={value} after={cell.value} /> : <WholeValue text={value} />,
  };
}

function Setter({
  field,
  told,
  versions,
  broken,
  zone,
}: Pick<BothProps, 'told' | 'versions' | 'broken' | 'zone'> & { readonly field: BlamedField }): ReactNode {
  const setter = told.setters.find(({ audit_change: change }) => change.id === field.change_id);
  const words = setterWords(field, told);
  const mark = broken.has(field.name) && (
    <Unlink
      size={12}
      className={css['warnIcon']}
      role="img"
      aria-label="versions contradict each other in it"
    />
  );
  if (setter === undefined) return <span className="dim">{words ?? 'not known'}</span>;
  const { audit_change: change, transaction } = setter;
  const version = versionOf(versions, change.id) ?? { entry: setter, number: null };
  const at = formatShort(change.captured_at, zone);
  const name = version.number === null ? at : `${versionName(version, zone)} · ${at}`;
  return (
    <span className={css['setter']} title={`captured ${formatInstant(change.captured_at, zone)}`}>
      {field.state === 'set' && <ActorLink stored={transaction.actor_ref} />}{' '}
      <span className="dim">
        {field.state === 'appeared' && `${words ?? ''}: `}
        <TransactionLink id={transaction.id}>{name}</TransactionLink>
      </span>
      {mark}
    </span>
  );
}
