import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { BeforeAfter, FieldBeforeAfter, FieldSide, RowBeforeAfter } from '@shared/domain/beforeAfter.ts';
import { tableText } from '@renderer/lib/change.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Absent, Masked, OpMark } from '@renderer/ui/Marks.tsx';
import { RowLink } from '@renderer/ui/links.tsx';
import css from './ChangeLines.module.css';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import { beforeWords, restWords, rowLines, sideWords, sourceWords } from './rowLines.ts';
import type { Heavy } from './useHeavy.ts';
import { Value } from './ValueCells.tsx';
import { useLines, VirtualLines } from './VirtualLines.tsx';

interface RowsViewProps {
  readonly heavy: Heavy<BeforeAfter>;
  readonly zone: Zone;
}

/** Every row the transaction touched, whole, before it and after it. */
export function RowsView({ heavy, zone }: RowsViewProps): ReactNode {
  if (heavy.query.data === undefined)
    return (
      <div className={css['pad']}>
        <HeavyAnswer heavy={heavy} what="the rows before and after" lines={12}>
          {() => null}
        </HeavyAnswer>
      </div>
    );
  return <Rows answer={heavy.query.data} zone={zone} />;
}

function Rows({ answer, zone }: { readonly answer: BeforeAfter; readonly zone: Zone }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => rowLines(answer, open), [answer, open]);
  const { body, virtual } = useLines({
    lines,
    keyOf: ({ key }) => key,
    heightOf: ({ kind }) => (kind === 'row' ? 30 : 24),
  });
  const toggle = useCallback((place: string) => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(place)) next.add(place);
      return next;
    });
  }, []);
  return (
    <div className={css['frame']}>
      {answer.truncated && (
        <p className={css['limit']}>
          Rows of the first {formatCount(answer.changes)} changes; the transaction has more.
        </p>
      )}
      <div className={cx(css['rowCols'], css['thead'])} aria-hidden="true">
        <span />
        <span>Field</span>
        <span>Before the transaction</span>
        <span>After it</span>
      </div>
      <VirtualLines
        body={body}
        virtual={virtual}
        lines={lines}
        label="Rows before and after"
        region="Rows before and after"
        columns={['Field', 'Before', 'After']}
      >
        {(line) => {
          switch (line.kind) {
            case 'row':
              return <RowHead row={line.row} zone={zone} />;
            case 'field':
              return <Field field={line.field} />;
            case 'rest':
              return (
                <div role="cell" className={css['rest']}>
                  <button
                    type="button"
                    className="lk"
                    aria-expanded={line.open}
                    onClick={() => toggle(line.place)}
                  >
                    {restWords(line.count, line.open)}
                  </button>
                </div>
              );
          }
        }}
      </VirtualLines>
    </div>
  );
}

function RowHead({ row, zone }: { readonly row: RowBeforeAfter; readonly zone: Zone }): ReactNode {
  const ops = [...new Set(row.changes.map(({ op }) => op))];
  return (
    <div role="cell" className={css['rowHead']}>
      {ops.map((op) => (
        <OpMark key={op} op={op} />
      ))}
      <span>
        {tableText(row)} <RowLink row={row} />
      </span>
      <span className={cx(css['said'], 'ell', 'grow')} title={beforeWords(row, zone)}>
        {beforeWords(row, zone)}
      </span>
      {row.after.status === 'no_row' && <Absent>no row after it</Absent>}
    </div>
  );
}

function Field({ field }: { readonly field: FieldBeforeAfter }): ReactNode {
  const { name, changed, before, after, contradicts_previous: contradicts } = field;
  const both = changed === true && before.value !== null && after.value !== null;
  return (
    <div className={cx(css['rowCols'], css['field'], changed === false && css['same'])}>
      <span aria-hidden="true" />
      <span role="cell" className={css['name']}>
        {name}
      </span>
      <span role="cell">
        <Side
          side={before}
          sign={changed === false ? undefined : 'minus'}
          against={both ? after.value : null}
        />
        {contradicts && (
          <span className={cx(css['from'], css['warn'])}>
            the image before holds another value: a write in between was not captured
          </span>
        )}
      </span>
      <span role="cell">
        <Side
          side={after}
          sign={changed === false ? undefined : 'plus'}
          against={both ? before.value : null}
        />
      </span>
    </div>
  );
}

interface SideProps {
  readonly side: FieldSide;
  readonly sign: 'minus' | 'plus' | undefined;
  readonly against: string | null;
}

function Side({ side, sign, against }: SideProps): ReactNode {
  const words = sideWords(side);
  if (side.state === 'masked') return <Masked text={words ?? ''} />;
  if (words !== null || side.value === null) return <Absent>{words ?? ''}</Absent>;
  const from = sourceWords(side);
  return (
    <>
      <Value
        {...(sign === undefined ? {} : { sign })}
        value={side.value}
        {...(against === null ? {} : { against })}
      />
      {from !== null && <span className={css['from']}>{from}</span>}
    </>
  );
}
