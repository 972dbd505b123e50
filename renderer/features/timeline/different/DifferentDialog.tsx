import type { ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import type { Difference, Different } from '@shared/domain/summaries.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, differentCommand } from '@renderer/lib/commandLine.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { Table, type Column } from '@renderer/ui/Table.tsx';
import {
  comparisonOf,
  labelOf,
  narrowedBy,
  ratioWords,
  shareWords,
  valueOf,
  type Comparison,
} from './question.ts';
import css from './Different.module.css';

interface DifferentDialogProps {
  readonly open: boolean;
  readonly source: OpenSource;
  readonly filters: Filters;
  readonly zone: Zone;
  readonly onClose: () => void;
  readonly onAsk: (filters: Filters) => void;
}

/** What the matching changes have more often than the others; each line a way to narrow to it. */
export function DifferentDialog({
  open,
  source,
  filters,
  zone,
  onClose,
  onAsk,
}: DifferentDialogProps): ReactNode {
  const comparison = comparisonOf(filters);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      wide
      title="What is different about these changes"
      description={
        comparison === null
          ? 'Everything is selected: there is nothing to compare it with.'
          : `What they have more often than ${comparison.words}, by share. Counts are of captured changes.`
      }
      footer={
        <>
          {comparison?.against === null && (
            <Button
              variant="ghost"
              onClick={() =>
                void copyText(differentCommand(filters, connectionOptions(source)), 'command line')
              }
            >
              Copy as command
            </Button>
          )}
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {comparison === null ? (
        <p>Add a filter, or draw a window over the histogram, then ask again.</p>
      ) : (
        open && (
          <Compared
            source={source.source}
            comparison={comparison}
            zone={zone}
            onNarrow={(next) => {
              onClose();
              onAsk(next);
            }}
          />
        )
      )}
    </Dialog>
  );
}

interface ComparedProps {
  readonly source: string;
  readonly comparison: Comparison;
  readonly zone: Zone;
  readonly onNarrow: (filters: Filters) => void;
}

function Compared({ source, comparison, zone, onNarrow }: ComparedProps): ReactNode {
  const { filters, against, words } = comparison;
  const query = useAnswer('summaries.different', { source, filters, against });
  const stopped = query.isPending && query.fetchStatus === 'idle';
  if (stopped)
    return (
      <p>
        Comparing was stopped. <Button onClick={() => void query.refetch()}>Compare again</Button>
      </p>
    );
  return (
    <Answer
      query={query}
      what="both sides"
      lines={10}
      onCancel={() => void queryClient.cancelQueries({ queryKey: ['summaries.different', source] })}
    >
      {(answer) => (
        <>
          <p className={css['sides']}>{sidesWords(answer, words, zone)}</p>
          {answer.differences.length > 0 && (
            <Table
              label="What is different"
              columns={columnsOf(filters, onNarrow)}
              rows={answer.differences}
              keyOf={({ key, value }) => `${key} ${value === null ? '' : `=${value}`}`}
            />
          )}
        </>
      )}
    </Answer>
  );
}

function columnsOf(filters: Filters, onNarrow: (filters: Filters) => void): readonly Column<Difference>[] {
  return [
    { title: 'What', of: (one) => <span className="dim">{labelOf(one)}</span> },
    {
      title: 'Value',
      of: (one) => {
        const next = narrowedBy(filters, one);
        const text = (
          <>
            {one.key === 'op' && one.value !== null && <OpMark op={one.value} />} {valueOf(one)}
          </>
        );
        const value = valueOf(one);
        if (next === null)
          return (
            <span className={css['value']} title={`${value}\nno filter asks for this`}>
              {text}
            </span>
          );
        return (
          <button
            type="button"
            className={cx('lk', css['value'])}
            title={`${value}\nnarrow to this`}
            onClick={() => onNarrow(next)}
          >
            {text}
          </button>
        );
      },
    },
    { title: 'here', number: true, of: ({ selected }) => shareText(selected) },
    { title: 'elsewhere', number: true, of: ({ against }) => shareText(against) },
    { title: 'times', number: true, of: ratioWords },
  ];
}

function shareText({ count, share }: Difference['selected']): string {
  return `${formatCount(count)} · ${shareWords(share)}`;
}

/** Pure: how many were laid beside how many, and from when on where that was not all. */
export function sidesWords(answer: Different, words: string, zone: Zone): string {
  const { selected, against, selected_from, against_from, differences } = answer;
  const since = selected_from ?? against_from;
  const part = since === null ? '' : ` Only the newest were compared, from ${formatInstant(since, zone)} on.`;
  const sides = `${plural(selected, 'change')} beside ${formatCount(against)}: ${words}.${part}`;
  if (differences.length > 0) return sides;
  return selected === 0 || against === 0
    ? `${sides} One side is empty: nothing can be compared.`
    : `${sides} Nothing is more frequent here.`;
}
