import type { ReactNode } from 'react';
import { formatCount } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { Table, type Column } from '@renderer/ui/Table.tsx';
import { totalOf } from '@renderer/ui/charts/series.ts';
import { LAYERS, layerCount } from './bars.ts';
import { amountWords, howWords } from './CountedLine.tsx';
import { widthWords } from './axis.ts';
import type { HistogramReading } from './useHistogram.ts';

interface HistogramTableProps {
  readonly open: boolean;
  readonly reading: HistogramReading;
  readonly zone: Zone;
  readonly onClose: () => void;
  readonly onPick: (at: number) => void;
}

interface Line {
  readonly at: number;
  readonly start: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** The same numbers to read; a line brings the list there. */
export function HistogramTable({ open, reading, zone, onClose, onPick }: HistogramTableProps): ReactNode {
  const { counted } = reading;
  const seconds = counted?.histogram.bucket_seconds ?? null;
  const lines = (counted?.histogram.buckets ?? [])
    .map(({ start, counts }, at): Line => ({ at, start, counts }))
    .filter(({ counts }) => totalOf(counts) > 0);
  const layers = LAYERS.filter(({ key }) => lines.some(({ counts }) => layerCount(counts, key) > 0));
  const columns: readonly Column<Line>[] = [
    {
      title: seconds === null ? 'From' : `From, for ${widthWords(seconds)}`,
      of: ({ at, start }) => (
        <button type="button" className="lk mono" onClick={() => onPick(at)}>
          {formatInstant(start, zone)}
        </button>
      ),
    },
    ...layers.map(({ key, label }) => ({
      title: label,
      number: true,
      of: ({ counts }: Line) => formatCount(layerCount(counts, key)),
    })),
  ];
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title="Changes over time"
      description={
        counted === null
          ? 'Not counted yet.'
          : `${amountWords(counted)}, ${howWords(counted, zone)}. Times without a change are left out; a line brings the list there.`
      }
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <Table label="Changes over time" columns={columns} rows={lines} keyOf={({ start }) => start} />
    </Dialog>
  );
}
