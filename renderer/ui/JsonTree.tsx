import { useState, type ReactNode } from 'react';
import { jsonElements, jsonKind, type JsonText } from '@shared/domain/jsonText.ts';
import { REDACTED } from '@shared/domain/masked.ts';
import { sortedMembers } from '@renderer/lib/fieldDiff.ts';
import { cx } from '@renderer/lib/cx.ts';
import { plural } from '@renderer/lib/format.ts';
import css from './JsonTree.module.css';
import { Masked } from './Marks.tsx';

interface JsonTreeProps {
  readonly text: JsonText;
  /** How deep it is open at first. */
  readonly open?: number;
}

/** JSON as a tree of its own text: every digit as stored, members sorted by name. */
export function JsonTree({ text, open = 1 }: JsonTreeProps): ReactNode {
  return (
    <div className={css['tree']}>
      <Node text={text} name={null} open={open} />
    </div>
  );
}

function Node({
  text,
  name,
  open,
}: {
  readonly text: JsonText;
  readonly name: string | null;
  readonly open: number;
}): ReactNode {
  const [expanded, setExpanded] = useState(open > 0);
  const kind = jsonKind(text);
  const label = name === null ? null : <span className={css['key']}>{JSON.stringify(name)}: </span>;
  if (kind !== 'object' && kind !== 'array')
    return (
      <div className={css['node']}>
        {label}
        <Scalar text={text} />
      </div>
    );
  const children: readonly (readonly [string | null, JsonText])[] =
    kind === 'object' ? sortedMembers(text) : jsonElements(text).map((value) => [null, value] as const);
  const [left, right] = kind === 'object' ? ['{', '}'] : ['[', ']'];
  const size = plural(children.length, kind === 'object' ? 'member' : 'item');
  if (children.length === 0)
    return (
      <div className={css['node']}>
        {label}
        {left}
        {right}
      </div>
    );
  return (
    <div className={css['node']}>
      <button
        type="button"
        className={css['toggle']}
        aria-expanded={expanded}
        aria-label={`${name ?? kind}, ${size}`}
        onClick={() => setExpanded(!expanded)}
      >
        {expanded ? '▾' : '▸'}
      </button>
      {label}
      {expanded ? (
        <>
          {left}
          {children.map(([childName, value], index) => (
            <Node key={childName ?? index} text={value} name={childName} open={open - 1} />
          ))}
          {right}
        </>
      ) : (
        <span className={css['fold']}>
          {left} {size} {right}
        </span>
      )}
    </div>
  );
}

function Scalar({ text }: { readonly text: JsonText }): ReactNode {
  if (text === REDACTED) return <Masked text="[REDACTED]" />;
  const kind = jsonKind(text);
  return <span className={cx(kind === 'null' ? css['null'] : css['string'])}>{text}</span>;
}
