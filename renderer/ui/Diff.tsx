import type { ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import { jsonString, type JsonText } from '@shared/domain/jsonText.ts';
import { cx } from '@renderer/lib/cx.ts';
import { changeView, isNested, type FieldView } from '@renderer/lib/fieldDiff.ts';
import { emphasis, jsonDiff, type DiffLine, type Sign } from '@renderer/lib/jsonDiff.ts';
import css from './Diff.module.css';
import { JsonTree } from './JsonTree.tsx';
import { Absent, Masked } from './Marks.tsx';

/** What one change did, field by field. */
export function ChangeDiff({ change }: { readonly change: AuditChange }): ReactNode {
  const view = changeView(change);
  return (
    <>
      {view.note !== null && <p className={css['note']}>{view.note}</p>}
      {view.fields.map((field) => (
        <FieldDiff key={field.name} field={field} />
      ))}
    </>
  );
}

export function FieldDiff({ field }: { readonly field: FieldView }): ReactNode {
  return (
    <section className={css['field']}>
      <header>
        <h3>{field.name}</h3>
        <Why field={field} />
      </header>
      <FieldBody field={field} />
    </section>
  );
}

function Why({ field }: { readonly field: FieldView }): ReactNode {
  if (field.kind === 'masked') return <span className={css['why']}>masked by policy</span>;
  if (field.kind !== 'changed' || !isNested(field.before) || !isNested(field.after)) return null;
  const { differing, total } = jsonDiff(field.before, field.after);
  return (
    <span className={css['why']}>
      json · {differing} of {total} paths differ
    </span>
  );
}

/** What became of a field, without its name. */
export function FieldBody({ field }: { readonly field: FieldView }): ReactNode {
  switch (field.kind) {
    case 'masked':
      return (
        <Line sign="same" mark="~">
          <Masked text={maskText(field.after)} />{' '}
          <span className={css['words']}>masked; changed, neither value kept</span>
        </Line>
      );
    case 'set':
      return <ValueLine sign="plus" value={field.after} />;
    case 'omitted':
    case 'no_prior':
      return (
        <>
          <Line sign="same" mark="−">
            <Absent>
              {field.kind === 'omitted'
                ? 'omitted: no prior value kept for this field'
                : 'no prior value recorded'}
            </Absent>
          </Line>
          <ValueLine sign="plus" value={field.after} />
        </>
      );
    case 'changed':
      if (isNested(field.before) && isNested(field.after))
        return <NestedDiff before={field.before} after={field.after} />;
      return (
        <>
          <ValueLine sign="minus" value={field.before} against={field.after} />
          <ValueLine sign="plus" value={field.after} against={field.before} />
        </>
      );
  }
}

/** The placeholder without its quotes; a mask need not be a string. */
export function maskText(value: JsonText): string {
  return value.startsWith('"') ? jsonString(value) : value;
}

function ValueLine({
  sign,
  value,
  against,
}: {
  readonly sign: Sign;
  readonly value: JsonText;
  readonly against?: JsonText;
}): ReactNode {
  return (
    <Line sign={sign}>
      {isNested(value) && against === undefined ? (
        <JsonTree text={value} />
      ) : (
        <Emphasised value={value} {...(against === undefined ? {} : { against })} />
      )}
    </Line>
  );
}

/** A value with the part that differs from its other side marked. */
export function Emphasised({
  value,
  against,
}: {
  readonly value: string;
  readonly against?: string | undefined;
}): ReactNode {
  if (against === undefined) return value;
  const [before, middle, after] = emphasis(value, against);
  return (
    <>
      {before}
      {middle !== '' && <em>{middle}</em>}
      {after}
    </>
  );
}

export function NestedDiff({
  before,
  after,
}: {
  readonly before: JsonText;
  readonly after: JsonText;
}): ReactNode {
  return jsonDiff(before, after).lines.map((line, index) => <NestedLine key={index} line={line} />);
}

function NestedLine({ line }: { readonly line: DiffLine }): ReactNode {
  return (
    <Line sign={line.sign} depth={line.depth}>
      {line.name !== null && <span className={css['key']}>{line.name}: </span>}
      {line.words === true ? (
        <span className={css['words']}>{line.text}</span>
      ) : (
        <Emphasised value={line.text} against={line.against} />
      )}
    </Line>
  );
}

const MARKS: Readonly<Record<Sign, string>> = { minus: '−', plus: '+', same: ' ' };
const SPOKEN: Readonly<Record<Sign, string>> = { minus: 'before: ', plus: 'after: ', same: '' };

function Line({
  sign,
  mark,
  depth = 0,
  children,
}: {
  readonly sign: Sign;
  readonly mark?: string;
  readonly depth?: number;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className={cx(css['line'], css[sign])}>
      <i aria-hidden="true">{mark ?? MARKS[sign]}</i>
      <span className={css[`d${Math.min(depth, 4)}`]}>
        <span className="sr">{SPOKEN[sign]}</span>
        {children}
      </span>
    </div>
  );
}
