import { ArrowRightLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import type { Finding, FindingCode } from '@shared/domain/integrity.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { KeyChange } from '@shared/domain/rowHistory.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import { cx } from '@renderer/lib/cx.ts';
import { plural } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { ActorLink, RowLink, TransactionLink } from '@renderer/ui/links.tsx';
import { Badge, InstantLabel, OpMark } from '@renderer/ui/Marks.tsx';
import { FINDING_NAMES } from './findings.ts';
import { FindingNote } from './FindingNote.tsx';
import { Gutter } from './Gutter.tsx';
import css from './Life.module.css';
import { versionName, type Version } from './versions.ts';

interface VersionItemProps {
  readonly row: ResolvedRow;
  readonly version: Version;
  readonly versions: readonly Version[];
  readonly arrived: KeyChange | null;
  readonly findings: readonly Finding[];
  /** What the quick look marked it with. */
  readonly codes: readonly FindingCode[];
  /** It is what the row is shown as of. */
  readonly shown: boolean;
  readonly sides: { readonly a: boolean; readonly b: boolean };
  readonly zone: Zone;
  readonly onAsOf: () => void;
  readonly onSide: (side: 'a' | 'b') => void;
}

/** One captured change of the row. */
export function VersionItem(props: VersionItemProps): ReactNode {
  const { version, versions, findings, codes, shown, sides, zone, onAsOf, onSide } = props;
  const { audit_change: change, transaction, action } = version.entry;
  const late = codes.includes('written_later') || findings.some(({ code }) => code === 'written_later');
  const name = version.number === null ? null : versionName(version, zone);
  const untold = findings.length > 0 ? [] : codes.filter((code) => code !== 'chain_break');
  return (
    <li
      className={cx(css['item'], late && css['late'], shown && css['isShown'])}
      data-kind="version"
      data-version={change.id}
    >
      <Gutter />
      <div className={css['body']}>
        <div className={css['line']}>
          <OpMark op={change.op} />
          <button
            type="button"
            className={css['version']}
            aria-pressed={shown}
            title={`Show the row as of ${change.captured_at}`}
            onClick={onAsOf}
          >
            {name !== null && <b>{name}</b>}
            <InstantLabel instant={change.captured_at} zone={zone} />
          </button>
        </div>
        <div className={css['sides']}>
          {(['a', 'b'] as const).map((side) => (
            <button
              key={side}
              type="button"
              className={css['side']}
              aria-pressed={sides[side]}
              aria-label={`Compare ${name ?? change.captured_at} as ${side.toUpperCase()}`}
              onClick={() => onSide(side)}
            >
              {side.toUpperCase()}
            </button>
          ))}
        </div>
        <p className="ell">
          <ActorLink stored={transaction.actor_ref} />
          <span className="dim">
            {' · '}
            {action === null ? 'none linked' : action.name}
            {action !== null && action.status !== 'ok' && ` (${action.status})`}
            {' · '}
          </span>
          <TransactionLink id={transaction.id}>transaction</TransactionLink>
        </p>
        <p className={cx(css['fields'], 'ell')} title={(change.changed_fields ?? []).join(', ')}>
          {fieldsText(change)}
        </p>
        {props.arrived !== null && <Arrived row={props.row} arrived={props.arrived} />}
        {untold.map((code) => (
          <Badge key={code} tone="warn">
            {FINDING_NAMES[code]}
          </Badge>
        ))}
        {findings.map((finding) => (
          <FindingNote key={finding.seen} finding={finding} versions={versions} zone={zone} />
        ))}
      </div>
    </li>
  );
}

function fieldsText({ op, changed_fields, data_after }: AuditChange): string {
  if (op === 'insert')
    return `new row${data_after === null ? '' : `, ${plural(jsonMembers(data_after).length, 'column')}`}`;
  if (op === 'delete') return 'row removed';
  const names = changed_fields ?? [];
  return names.length === 0 ? 'no field recorded' : names.join(', ');
}

function Arrived({ row, arrived }: { readonly row: ResolvedRow; readonly arrived: KeyChange }): ReactNode {
  return (
    <p className={css['key']}>
      <ArrowRightLeft size={12} aria-hidden="true" />
      came to this key here, {arrived.other_key === null ? 'from a key nothing recorded tells' : 'from '}
      {arrived.other_key !== null && <RowLink row={{ ...row, table_pk: arrived.other_key }} />}
      {arrived.told_by === 'image' && ' (likely: told by an equal image)'}
    </p>
  );
}
