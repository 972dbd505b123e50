import type { ReactNode } from 'react';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { RowBesides } from '@shared/domain/rowHistory.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { reasonsForNothing } from '@renderer/features/timeline/NothingFound.tsx';
import { useCapability } from '@renderer/lib/capability.ts';
import { tableText } from '@renderer/lib/change.ts';
import { plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Empty } from '@renderer/ui/States.tsx';
import { keySourceWords } from './words.ts';

interface NothingCapturedProps {
  readonly source: OpenSource;
  readonly row: ResolvedRow;
  readonly window: { readonly from: string | null; readonly to: string | null };
  readonly besides: RowBesides | undefined;
  readonly zone: Zone;
}

/** No captured change has this key, and why that may fail. */
export function NothingCaptured({ source, row, window, besides, zone }: NothingCapturedProps): ReactNode {
  const capability = useCapability(source);
  const { from, to } = window;
  const reasons = [
    ...(from === null && to === null
      ? []
      : [
          {
            name: 'The window',
            text: `Only ${from === null ? '' : `from ${formatInstant(from, zone)} `}${to === null ? 'on' : `to ${formatInstant(to, zone)}`} was asked.`,
          },
        ]),
    { name: 'The key', text: `${keySourceWords(row.key_source)}: ${row.key_columns.join(', ')}.` },
    ...besideReasons(besides),
    ...reasonsForNothing({ table: [tableText(row)] }, capability, zone, []),
  ];
  return (
    <Empty title="No captured change, and why that may fail" reasons={reasons}>
      Searched for changes of {tableText(row)} whose key is <span className="mono">{row.table_pk}</span>.
    </Empty>
  );
}

function besideReasons(besides: RowBesides | undefined): readonly { name: string; text: string }[] {
  if (besides === undefined)
    return [
      {
        name: 'Without the whole key',
        text: 'Whether changes recorded so name this row is not looked up yet.',
      },
    ];
  const { entries, unattributable_deletes: deletes } = besides.unresolved;
  if (entries.length === 0 && deletes === 0) return [];
  return [
    {
      name: 'Without the whole key',
      text: [
        ...(entries.length === 0
          ? []
          : [
              `${plural(entries.length, 'change')} recorded without it, listed below, by an image that names this row.`,
            ]),
        ...(deletes === 0
          ? []
          : [
              `${plural(deletes, 'delete')} of the table recorded without it: of which rows nobody can tell.`,
            ]),
      ].join(' '),
    },
  ];
}
