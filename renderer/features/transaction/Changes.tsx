import { useMemo, type ReactNode } from 'react';
import type { BeforeAfter } from '@shared/domain/beforeAfter.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Empty } from '@renderer/ui/States.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import { earlierImages } from './earlier.ts';
import type { FateKind } from './fates.ts';
import type { TableGroup } from './lines.ts';
import { RowsView } from './RowsView.tsx';
import type { Afterwards } from './useFacts.ts';
import type { Heavy } from './useHeavy.ts';

interface ChangesProps {
  readonly groups: readonly TableGroup[];
  readonly zone: Zone;
  readonly afterwards: Afterwards;
  readonly beforeAfter: Heavy<BeforeAfter>;
  /** Whole rows instead of changes. */
  readonly rows: boolean;
  readonly only: FateKind | undefined;
  readonly field: string | undefined;
}

/** What the transaction did: change by change, or row by row. */
export function Changes({
  groups,
  zone,
  afterwards,
  beforeAfter,
  rows,
  only,
  field,
}: ChangesProps): ReactNode {
  const { data } = beforeAfter.query;
  const earlier = useMemo(() => (data === undefined ? null : earlierImages(data)), [data]);
  if (groups.length === 0) return <NoChange />;
  if (rows) return <RowsView heavy={beforeAfter} zone={zone} />;
  return (
    <ChangeLines
      groups={groups}
      zone={zone}
      afterwards={afterwards}
      only={only}
      field={field}
      earlier={earlier}
    />
  );
}

function NoChange(): ReactNode {
  return (
    <Empty
      title="No captured change belongs to it"
      reasons={[
        {
          name: 'Deleted',
          text: 'Capture writes the transaction together with its first change. That change is not here: deleted by retention, or by hand.',
        },
        {
          name: 'What still stands',
          text: 'That it wrote to a covered table, when first, and which actor and action the application set.',
        },
        { name: 'What cannot be told', text: 'Which table and row, and what was written.' },
      ]}
    >
      The transaction itself is recorded; what it changed is not.
    </Empty>
  );
}
