import type { ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import { isNested, type FieldView } from '@renderer/lib/fieldDiff.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { pathDifferences } from '@renderer/lib/jsonPaths.ts';
import { valueParts } from '@renderer/lib/valueParts.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { maskText } from '@renderer/ui/Diff.tsx';
import { Absent, Masked } from '@renderer/ui/Marks.tsx';
import css from './ChangeLines.module.css';
import type { EarlierValue } from './earlier.ts';

type Sign = 'minus' | 'plus';

interface BeforeCellProps {
  readonly field: FieldView;
  /** On the first field of a row that was inserted: says so. */
  readonly newRow: boolean;
  /** From an earlier image, where the change keeps no prior value. */
  readonly earlier: EarlierValue | null;
  readonly zone: Zone;
}

export function BeforeCell({ field, newRow, earlier, zone }: BeforeCellProps): ReactNode {
  switch (field.kind) {
    case 'changed':
      return <Value sign="minus" value={field.before} against={field.after} />;
    case 'masked':
      return <Masked text={maskText(field.after)} />;
    case 'omitted':
    case 'no_prior':
      return earlier === null ? (
        <Absent>
          {field.kind === 'omitted' ? 'omitted: no prior value kept' : 'no prior value recorded'}
        </Absent>
      ) : (
        <>
          <Value sign="minus" value={earlier.value} against={field.after} />
          <span className={css['from']}>
            no prior value; image
            {earlier.captured_at === null ? ' before' : ` of ${formatShort(earlier.captured_at, zone)}`}
          </span>
        </>
      );
    case 'set':
      return newRow ? <Absent>new row</Absent> : null;
  }
}

export function AfterCell({
  field,
  earlier,
}: {
  readonly field: FieldView;
  readonly earlier: EarlierValue | null;
}): ReactNode {
  if (field.kind === 'masked')
    return (
      <>
        <Masked text={maskText(field.after)} />
        <span className={css['from']}>masked; changed, neither value kept</span>
      </>
    );
  const against = field.kind === 'changed' ? field.before : earlier?.value;
  return <Value sign="plus" value={field.after} against={against} />;
}

/** A value that wraps; what differs from its other side is marked and always there. */
export function Value({
  sign,
  value,
  against,
}: {
  readonly sign?: Sign;
  readonly value: string;
  readonly against?: string | undefined;
}): ReactNode {
  if (against !== undefined && isNested(value) && isNested(against))
    return <Paths sign={sign} value={value} against={against} />;
  return (
    <span className={cx(css['val'], sign !== undefined && css[sign])}>
      <Signed sign={sign} />
      <Parts value={value} against={against} />
    </span>
  );
}

const SIGNS: Readonly<Record<Sign, string>> = { minus: '−', plus: '+' };

function Signed({ sign }: { readonly sign: Sign | undefined }): ReactNode {
  if (sign === undefined) return null;
  return (
    <span className={css['sign']} aria-hidden="true">
      {SIGNS[sign]}
    </span>
  );
}

function Parts({
  value,
  against,
}: {
  readonly value: string;
  readonly against: string | undefined;
}): ReactNode {
  const { before, middle, after, hidden } = valueParts(value, against);
  return (
    <span>
      {before}
      {middle !== '' && (against === undefined ? middle : <em>{middle}</em>)}
      {after}
      {hidden > 0 && <i className={css['hidden']}> {formatCount(hidden)} characters not shown</i>}
    </span>
  );
}

const PATHS = 4;

/** Of JSON only the places that differ; the whole is a press away. */
function Paths({
  sign,
  value,
  against,
}: {
  readonly sign: Sign | undefined;
  readonly value: string;
  readonly against: string;
}): ReactNode {
  const places = pathDifferences(value, against);
  return (
    <span className={cx(css['val'], css['paths'], sign !== undefined && css[sign])}>
      {places.slice(0, PATHS).map(({ path, before, after }) => (
        <span key={path}>
          <Signed sign={sign} />
          <span>
            {path !== '' && <span className="dim">{path}: </span>}
            {before === undefined ? (
              <i className={css['hidden']}>not there</i>
            ) : (
              <Parts value={before} against={after} />
            )}
          </span>
        </span>
      ))}
      {places.length > PATHS && (
        <i className={css['hidden']}>
          {places.length === PATHS + 1
            ? '1 more place differs'
            : `${formatCount(places.length - PATHS)} more places differ`}
        </i>
      )}
    </span>
  );
}
