import { useContext, type ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import { KeyOrdersContext, rowKey } from '@renderer/lib/rowKey.ts';
import { tableText } from '@renderer/lib/change.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { ChangeDiff } from '@renderer/ui/Diff.tsx';
import diffCss from '@renderer/ui/Diff.module.css';
import { JsonTree } from '@renderer/ui/JsonTree.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import { FateLabel } from './AfterwardsCell.tsx';
import css from './ChangeLines.module.css';
import type { Fates } from './fates.ts';
import { fateOf } from './fateWords.ts';

interface DetailBlockProps {
  readonly change: AuditChange;
  readonly fates: Fates | null;
  readonly zone: Zone;
}

/** One change whole: when, of which row, every value uncut, the row after it as a tree. */
export function DetailBlock({ change, fates, zone }: DetailBlockProps): ReactNode {
  const key = rowKey(change, useContext(KeyOrdersContext));
  return (
    <div role="cell" className={css['detail']}>
      <p className={css['about']}>
        <span>
          captured <InstantLabel instant={change.captured_at} zone={zone} />
          <CopyButton text={change.captured_at} what="instant" />
        </span>
        <span>
          {tableText(change)} <span className="mono">{key?.named ?? change.table_pk}</span>
          <CopyButton text={change.table_pk} what="row key" />
        </span>
        <span>
          change <span className="mono">{change.id}</span>
          <CopyButton text={change.id} what="change id" />
        </span>
      </p>
      <div className={css['halves']}>
        <div>
          <h2>What changed</h2>
          <ChangeDiff change={change} />
          {fates !== null && <Afterwards change={change} fates={fates} zone={zone} />}
        </div>
        <div>
          <h2>
            The row after it
            {change.data_after !== null && <CopyButton text={change.data_after} what="image" />}
          </h2>
          {change.data_after === null ? (
            <p className={diffCss['note']}>A delete keeps no image.</p>
          ) : (
            <div className={css['image']}>
              <JsonTree text={change.data_after} open={2} />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** Field by field, where a new row stands in one line. */
function Afterwards({
  change,
  fates,
  zone,
}: {
  readonly change: AuditChange;
  readonly fates: Fates;
  readonly zone: Zone;
}): ReactNode {
  const entries = fates.ofChange(change);
  if (entries.length === 0) return null;
  return (
    <>
      <h2>Afterwards</h2>
      <ul className={css['fates']}>
        {entries.map(({ field }) => (
          <li key={field ?? ''}>
            <span className="mono">{field ?? 'the row'}</span>
            <FateLabel fate={fateOf(change, field, fates)} zone={zone} />
          </li>
        ))}
      </ul>
    </>
  );
}
