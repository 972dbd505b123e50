import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { RowBesides } from '@shared/domain/rowHistory.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { RowSummary } from '@shared/domain/rowSummary.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { tableText } from '@renderer/lib/change.ts';
import { plural, sentence } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Break } from './Break.tsx';
import { CheckLine } from './CheckLine.tsx';
import { FindingNote } from './FindingNote.tsx';
import { KeyLeft, Unresolved } from './Besides.tsx';
import { Gutter } from './Gutter.tsx';
import { LiveItem } from './LiveItem.tsx';
import type { Pair } from './Compare.tsx';
import { Part } from './Part.tsx';
import css from './Life.module.css';
import type { Check } from './useCheck.ts';
import { VersionItem } from './VersionItem.tsx';
import { isBreak, lifeItems, type LifeItem, type Version } from './versions.ts';

export interface LifeProps {
  readonly row: ResolvedRow;
  readonly versions: readonly Version[];
  readonly check: Check;
  readonly besides: UseQueryResult<RowBesides>;
  readonly summary: UseQueryResult<RowSummary>;
  readonly readAt: string | null;
  /** The version the row is shown as of. */
  readonly shown: string | null;
  readonly pair: Pair | null;
  readonly window: { readonly from: string | null; readonly to: string | null };
  readonly oldest: string | null;
  readonly zone: Zone;
  readonly older: Paging;
  readonly newer: Paging;
  readonly onAsOf: (moment: string) => void;
  readonly onPair: (pair: Pair) => void;
}

/** How to the next page, if there is one. */
interface Paging {
  readonly more: boolean;
  readonly busy: boolean;
  readonly error: InvestigatorError | null;
  readonly load: () => void;
}

/** The versions of the row on one thread, newest first, with what breaks it. */
export function Life(props: LifeProps): ReactNode {
  const { row, versions, check, besides, summary, readAt, zone, older, newer, oldest, window } = props;
  const findings = useMemo(() => check.findings ?? [], [check.findings]);
  const bottom = older.more ? (versions.at(-1)?.entry.audit_change.captured_at ?? null) : window.from;
  const top = newer.more ? (versions[0]?.entry.audit_change.captured_at ?? null) : window.to;
  const items = useMemo(
    () => lifeItems(versions, { findings, besides: besides.data, from: bottom, to: top }),
    [versions, findings, besides.data, bottom, top],
  );
  const loose = findings.filter((finding) => !isBreak(finding));
  const ofLive = loose.filter(({ code }) => code === 'uncaptured_write');
  const ofTable = loose.filter(({ about }) => about === 'table');
  return (
    <Part title="Life" second={countWords(props)}>
      <CheckLine check={check} table={tableText(row)} looked={versions.length} zone={zone} />
      {ofTable.map((finding) => (
        <FindingNote key={finding.seen} finding={finding} versions={versions} zone={zone} />
      ))}
      <ol className={css['life']}>
        {!newer.more && (
          <LiveItem summary={summary} readAt={readAt} findings={ofLive} versions={versions} zone={zone} />
        )}
        {window.to !== null && (
          <li className={css['item']} data-kind="page">
            <Gutter />
            <div className={css['body']}>
              <p className="dim">
                Only to {formatInstant(window.to, zone)} was asked: later versions are not listed.
              </p>
            </div>
          </li>
        )}
        {newer.more && <PageItem paging={newer} what="Newer versions" />}
        {items.map((item) => (
          <Item key={keyOf(item)} item={item} loose={loose} {...props} />
        ))}
        {older.more ? (
          <PageItem paging={older} what="Older versions" />
        ) : (
          <li className={css['item']} data-kind="horizon">
            <Gutter />
            <div className={css['body']}>
              <p className="dim">
                {window.from !== null
                  ? `Only from ${formatInstant(window.from, zone)} on was asked.`
                  : oldest === null
                    ? 'No row of the trail is here.'
                    : `Oldest row still here: ${formatInstant(oldest, zone)}`}
              </p>
              {window.from === null && <Begins versions={versions} />}
            </div>
          </li>
        )}
      </ol>
      <BesideNotes besides={besides} row={row} />
    </Part>
  );
}

function countWords({ versions, summary, older, newer, window }: LifeProps): string {
  const windowed = window.from !== null || window.to !== null;
  if (versions.length === 0 && !windowed) return 'no captured version';
  const loaded = plural(versions.length, 'captured version');
  if (windowed) return `${loaded} loaded, in the window`;
  if (!older.more && !newer.more) return `${loaded}, newest first`;
  const { data } = summary;
  const of = data === undefined ? '' : ` of ${plural(data.changes, 'captured version')}`;
  return `${plural(versions.length, 'loaded', 'loaded')}${of}, newest first`;
}

function keyOf(item: LifeItem): string {
  switch (item.kind) {
    case 'version':
      return item.version.entry.audit_change.id;
    case 'break':
      return `break ${item.finding.change_ids.join(' ')}`;
    case 'left':
      return `left ${item.change.change_id}`;
    case 'unresolved':
      return `unresolved ${item.entry.audit_change.id}`;
  }
}

function Item({
  item,
  loose,
  ...props
}: LifeProps & { readonly item: LifeItem; readonly loose: Check['findings'] }): ReactNode {
  const { zone, versions } = props;
  switch (item.kind) {
    case 'break':
      return <Break finding={item.finding} versions={versions} zone={zone} onPair={props.onPair} />;
    case 'left':
      return <KeyLeft change={item.change} row={props.row} zone={zone} />;
    case 'unresolved':
      return <Unresolved entry={item.entry} zone={zone} />;
    case 'version': {
      const { id, captured_at: at } = item.version.entry.audit_change;
      const own = (loose ?? []).filter(
        ({ change_ids, about, code }) =>
          about !== 'table' && code !== 'uncaptured_write' && change_ids[0] === id,
      );
      const codes = (props.check.marks ?? []).find(({ change_id }) => change_id === id)?.codes ?? [];
      return (
        <VersionItem
          row={props.row}
          version={item.version}
          arrived={item.arrived}
          findings={own}
          versions={versions}
          codes={codes}
          zone={zone}
          shown={props.shown === id}
          sides={{ a: props.pair?.a === at, b: props.pair?.b === at }}
          onAsOf={() => props.onAsOf(at)}
          onSide={(side) => {
            const pair = props.pair ?? { a: at, b: at };
            props.onPair({ ...pair, [side]: at });
          }}
        />
      );
    }
  }
}

function PageItem({ paging, what }: { readonly paging: Paging; readonly what: string }): ReactNode {
  return (
    <li className={css['item']} data-kind="page">
      <Gutter />
      <div className={css['body']}>
        <Button onClick={paging.load} disabled={paging.busy}>
          {paging.busy ? `Reading ${what.toLowerCase()}` : what}
        </Button>
        {paging.error !== null && <p className={css['failed']}>Not read: {sentence(paging.error.message)}</p>}
      </div>
    </li>
  );
}

/** What the first captured change says of the time before it. */
function Begins({ versions }: { readonly versions: readonly Version[] }): ReactNode {
  const first = versions.at(-1)?.entry.audit_change;
  if (first === undefined || first.op === 'insert') return null;
  return (
    <p className="dim">
      The first captured change is no insert: the row was there before it, or came to this key with it.
    </p>
  );
}

function BesideNotes({
  besides,
  row,
}: {
  readonly besides: UseQueryResult<RowBesides>;
  readonly row: ResolvedRow;
}): ReactNode {
  const { data, error } = besides;
  if (error !== null)
    return (
      <p className={css['failed']}>
        Changes of the key, and changes recorded without it, are not looked up:{' '}
        {sentence(asInvestigatorError(error).message)}{' '}
        <button type="button" className="lk" onClick={() => void besides.refetch()}>
          Look them up
        </button>
      </p>
    );
  if (data === undefined)
    return (
      <p className={css['notes']}>Looking for changes of the key, and for changes recorded without it …</p>
    );
  const { key_changes, unresolved } = data;
  return (
    <div className={css['notes']}>
      <p>Actors are as set by the application (unverified).</p>
      {!key_changes.complete && (
        <p>A search for changes of the key stopped at its bound: one further off is not excluded.</p>
      )}
      {unresolved.truncated && <p>There are more changes without the whole key than were looked for.</p>}
      {unresolved.unattributable_deletes > 0 && (
        <p>
          {plural(unresolved.unattributable_deletes, 'delete')} of {row.table_schema}.{row.table_name} without
          the whole key:{' '}
          <Link
            to="/timeline"
            search={{ table: [`${row.table_schema}.${row.table_name}`], op: ['delete'] }}
            className="lk"
          >
            which rows they deleted nobody can tell
          </Link>
          .
        </p>
      )}
    </div>
  );
}
