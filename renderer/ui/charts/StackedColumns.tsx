import { useState, type ReactNode } from 'react';
import { capital, formatCount } from '@renderer/lib/format.ts';
import { Segmented } from '../Button.tsx';
import { Table, type Column } from '../Table.tsx';
import { axisOf, totalOf, type Series } from './series.ts';
import css from './StackedColumns.module.css';

interface Bucket {
  readonly start: string;
  readonly counts: Readonly<Record<string, number>>;
}

interface StackedColumnsProps {
  /** Says what is counted, by what. */
  readonly label: string;
  readonly series: readonly Series[];
  /** Oldest first, of equal width, without gaps. */
  readonly buckets: readonly Bucket[];
  readonly titleOf: (start: string) => string;
  readonly onPick: (start: string) => void;
}

/** Counts over time, stacked; the same as a table, which is also how it is read and used without a mouse. */
export function StackedColumns(props: StackedColumnsProps): ReactNode {
  const { label, series } = props;
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  return (
    <figure aria-label={label} style={{ margin: 0 }}>
      <div
        style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', marginBottom: 8 }}
      >
        <div className={css['legend']}>
          {series.map(({ key, label: name, color }) => (
            <span key={key}>
              <i style={{ background: color }} aria-hidden="true" />
              {name}
            </span>
          ))}
        </div>
        <Segmented
          label={`${label}, shown as`}
          value={shown}
          options={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={setShown}
        />
      </div>
      {shown === 'chart' ? <Plot {...props} /> : <AsTable {...props} />}
    </figure>
  );
}

function Plot({ series, buckets, titleOf, onPick }: StackedColumnsProps): ReactNode {
  const { top, marks } = axisOf(Math.max(0, ...buckets.map(({ counts }) => totalOf(counts))));
  const percent = (n: number): string => `${(100 * n) / top}%`;
  const [first, last] = [buckets[0], buckets.at(-1)];
  return (
    <div aria-hidden="true">
      <div className={css['plot']}>
        {marks.map((mark) => (
          <span key={mark} className={css['grid']} style={{ bottom: percent(mark) }}>
            {formatCount(mark)}
          </span>
        ))}
        <div className={css['columns']}>
          {buckets.map(({ start, counts }) => (
            <button
              key={start}
              type="button"
              tabIndex={-1}
              className={css['column']}
              title={`${titleOf(start)}: ${wordsOf(series, counts)}`}
              onClick={() => onPick(start)}
            >
              {series.map(({ key, color }) => (
                <i key={key} style={{ height: percent(counts[key] ?? 0), background: color }} />
              ))}
            </button>
          ))}
        </div>
      </div>
      <div className={css['ends']}>
        <span>{first === undefined ? '' : titleOf(first.start)}</span>
        <span>{last === undefined ? '' : titleOf(last.start)}</span>
      </div>
    </div>
  );
}

function AsTable({ label, series, buckets, titleOf, onPick }: StackedColumnsProps): ReactNode {
  const columns: readonly Column<Bucket>[] = [
    {
      title: 'From',
      of: ({ start }) => (
        <button type="button" className="lk" onClick={() => onPick(start)}>
          {titleOf(start)}
        </button>
      ),
    },
    ...series.map(({ key, label: name }) => ({
      title: capital(name),
      number: true,
      of: ({ counts }: Bucket) => formatCount(counts[key] ?? 0),
    })),
  ];
  const rows = buckets.filter(({ counts }) => totalOf(counts) > 0);
  return <Table label={label} columns={columns} rows={rows} keyOf={({ start }) => start} />;
}

function wordsOf(series: readonly Series[], counts: Bucket['counts']): string {
  const words = series.flatMap(({ key, label }) => {
    const n = counts[key] ?? 0;
    return n === 0 ? [] : [`${formatCount(n)} ${label}`];
  });
  return words.length === 0 ? 'nothing' : words.join(', ');
}
