import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { compareBytes } from '@shared/domain/diff.ts';
import { jsonObject } from '@shared/domain/jsonText.ts';
import type { RowAsOf, RowBlame } from '@shared/domain/rowStates.ts';
import { plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { Absent } from '@renderer/ui/Marks.tsx';
import { FieldTable, Value, WholeValues, type FieldRow } from './FieldTable.tsx';
import { Part } from './Part.tsx';
import css from './Row.module.css';

interface StoodProps {
  readonly query: UseQueryResult<RowAsOf>;
  readonly blame: UseQueryResult<RowBlame>;
  readonly at: string;
  readonly oldest: string | null;
  readonly zone: Zone;
  readonly onNow: () => void;
}

/** The row as it was captured at a moment, beside its last captured image. */
export function Stood({ query, blame, at, oldest, zone, onNow }: StoodProps): ReactNode {
  return (
    <Part
      title="As it stood"
      second={`as captured at ${formatInstant(at, zone)}, that instant included`}
      tools={<Button onClick={onNow}>As it stands</Button>}
    >
      <Answer query={query} what="the row at that moment" lines={9}>
        {(state) => (
          <>
            <Status state={state} oldest={oldest} zone={zone} />
            <Answer query={blame} what="the last captured image" lines={9}>
              {({ image }) => <Images then={imageOf(state)} now={image?.data ?? null} />}
            </Answer>
          </>
        )}
      </Answer>
    </Part>
  );
}

function imageOf({ data, last_known }: RowAsOf): string | null {
  return data ?? last_known?.data ?? null;
}

function Status({
  state,
  oldest,
  zone,
}: {
  readonly state: RowAsOf;
  readonly oldest: string | null;
  readonly zone: Zone;
}): ReactNode {
  const { status, captured_at, last_known, unresolved_changes: unresolved } = state;
  if (status === 'present') return null;
  if (status === 'deleted_record')
    return (
      <p className={css['note']}>
        Deleted then: the newest change before is the delete of{' '}
        {captured_at === null ? 'an unknown time' : formatInstant(captured_at, zone)}.{' '}
        {last_known === null
          ? 'No image before it is captured.'
          : 'Below is the last captured image before it, stale if writes went past capture.'}
      </p>
    );
  return (
    <p className={css['note']}>
      Nothing is captured of the row so early. It may have existed all the same: oldest row still here{' '}
      {oldest === null ? 'none' : formatInstant(oldest, zone)}, what was captured before may have been deleted
      by the host.
      {unresolved > 0 &&
        ` ${plural(unresolved, 'change')} recorded without the whole key ${unresolved === 1 ? 'names' : 'name'} this row before then.`}
    </p>
  );
}

function Images({ then, now }: { readonly then: string | null; readonly now: string | null }): ReactNode {
  const [before, after] = [jsonObject(then), jsonObject(now)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort(compareBytes);
  if (then === null || names.length === 0) return null;
  const rows = names.map((name): FieldRow => {
    const [a, b] = [before.get(name) ?? null, after.get(name) ?? null];
    const same = a === b;
    return {
      name,
      cells: [
        a === null ? <Absent key="then">not in it</Absent> : valueOf(a, same ? null : b, 'before'),
        b === null ? (
          <Absent key="now">not in it</Absent>
        ) : same ? (
          <span key="now" className="dim">
            equal
          </span>
        ) : (
          valueOf(b, a, 'after')
        ),
      ],
      detail: <WholeValues before={a} after={b} />,
    };
  });
  return (
    <FieldTable
      label="The row as it stood beside its last captured image"
      columns={['As it stood', 'Last captured image']}
      rows={rows}
    />
  );
}

function valueOf(text: string, against: string | null, side: 'before' | 'after'): ReactNode {
  return <Value key={side} text={text} against={against ?? undefined} side={side} />;
}
