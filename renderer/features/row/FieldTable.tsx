import { ChevronDown, ChevronRight } from 'lucide-react';
import { Fragment, useState, type ReactNode } from 'react';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { REDACTED } from '@shared/domain/masked.ts';
import { cx } from '@renderer/lib/cx.ts';
import { isNested } from '@renderer/lib/fieldDiff.ts';
import { jsonDiff } from '@renderer/lib/jsonDiff.ts';
import { Emphasised, NestedDiff, maskText } from '@renderer/ui/Diff.tsx';
import { JsonTree } from '@renderer/ui/JsonTree.tsx';
import { Masked } from '@renderer/ui/Marks.tsx';
import css from './FieldTable.module.css';

export interface FieldRow {
  readonly name: string;
  /** One a column, after the name. */
  readonly cells: readonly ReactNode[];
  /** What no captured change explains. */
  readonly warn?: boolean;
  /** The values whole, shown below the line when it is opened. */
  readonly detail: ReactNode;
}

interface FieldTableProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly FieldRow[];
}

/** Fields of a row, one a line; a line opens to show its values whole. */
export function FieldTable({ label, columns, rows }: FieldTableProps): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (name: string): void => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  };
  return (
    <table className={css['table']} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          {columns.map((title) => (
            <th key={title} scope="col" title={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, cells, warn = false, detail }) => {
          const shown = open.has(name);
          const Chevron = shown ? ChevronDown : ChevronRight;
          return (
            <Fragment key={name}>
              <tr className={cx(warn && css['warn'])}>
                <th scope="row">
                  <button type="button" aria-expanded={shown} title={name} onClick={() => toggle(name)}>
                    <span className="ell">{name}</span>
                    <Chevron size={11} aria-hidden="true" />
                  </button>
                </th>
                {cells.map((cell, at) => (
                  <td key={columns[at] ?? at}>{cell}</td>
                ))}
              </tr>
              {shown && (
                <tr className={css['detail']}>
                  <td colSpan={columns.length + 1}>{detail}</td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

/** A value in one line: as stored, cut where there is no room. */
export function Value({
  text,
  against,
  masked = false,
  side = 'plain',
}: {
  readonly text: JsonText;
  /** The other side, which it differs from. */
  readonly against?: JsonText | undefined;
  readonly masked?: boolean;
  readonly side?: 'before' | 'after' | 'plain' | 'equal';
}): ReactNode {
  if (masked || text === REDACTED) return <Masked text={maskText(text)} />;
  const differing = against !== undefined && isNested(text) && isNested(against) && side !== 'plain';
  return (
    <span className={cx('mono', css['value'], css[side])} title={text}>
      {differing ? (
        <em>{differingPaths(text, against, side === 'before')}</em>
      ) : (
        <Emphasised value={text} against={against} />
      )}
    </span>
  );
}

/** Of one of two JSON values the parts the other has not, in a line. */
function differingPaths(text: JsonText, against: JsonText, isBefore: boolean): string {
  const [sign, before, after] = isBefore
    ? (['minus', text, against] as const)
    : (['plus', against, text] as const);
  const parts = jsonDiff(before, after).lines.filter((line) => line.sign === sign);
  const named = parts.map(({ name, text: value }) => (name === null ? value : `${name}: ${value}`));
  return named.length === 0 ? 'nothing of its own' : named.join(', ');
}

/** Two values whole: what differs between them, or the one they both are. */
export function WholeValues({
  before,
  after,
}: {
  readonly before: JsonText | null;
  readonly after: JsonText | null;
}): ReactNode {
  if (before === null || after === null || before === after) {
    const one = after ?? before;
    return one === null ? <span className="dim">no value is known</span> : <WholeValue text={one} />;
  }
  if (isNested(before) && isNested(after)) return <NestedDiff before={before} after={after} />;
  return (
    <>
      <Value text={before} against={after} side="before" />
      <Value text={after} against={before} side="after" />
    </>
  );
}

export function WholeValue({ text }: { readonly text: JsonText }): ReactNode {
  if (text === REDACTED) return <Masked text={maskText(text)} />;
  return isNested(text) ? <JsonTree text={text} open={3} /> : <span className="mono">{text}</span>;
}
