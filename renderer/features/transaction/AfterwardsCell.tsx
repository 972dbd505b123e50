import { Check, CircleSlash, RotateCcw, TriangleAlert } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Skeleton } from '@renderer/ui/States.tsx';
import css from './ChangeLines.module.css';
import type { Fates } from './fates.ts';
import { fateOf, type FateText } from './fateWords.ts';
import type { FactState } from './useFacts.ts';

interface AfterwardsCellProps {
  readonly change: AuditChange;
  /** null: the change as one line. */
  readonly field: string | null;
  readonly fates: Fates | null;
  readonly state: FactState;
  readonly zone: Zone;
}

/** What became of it: nothing later, overwritten and by whom, the row gone; and the live row beside it. */
export function AfterwardsCell({ change, field, fates, state, zone }: AfterwardsCellProps): ReactNode {
  if (fates === null)
    return state === 'reading' ? <Skeleton width="72%" /> : <span className="dim">not read</span>;
  return <FateLabel fate={fateOf(change, field, fates)} zone={zone} />;
}

export function FateLabel({ fate, zone }: { readonly fate: FateText; readonly zone: Zone }): ReactNode {
  const { kind, text, warn, by } = fate;
  if (text === '') return null;
  const title = by === null ? text : `${text}, ${formatInstant(by.captured_at, zone)}`;
  return (
    <span className={css['fate']} data-kind={warn ? 'warn' : kind} title={title}>
      <FateIcon kind={warn ? 'warn' : kind} />
      {by === null ? (
        <span className="ell">{text}</span>
      ) : (
        <Link to="/transaction/$id" params={{ id: by.transaction_id }} className="lk">
          {text}
        </Link>
      )}
    </span>
  );
}

function FateIcon({ kind }: { readonly kind: FateText['kind'] | 'warn' }): ReactNode {
  const size = { size: 12, 'aria-hidden': true } as const;
  switch (kind) {
    case 'kept':
      return <Check {...size} />;
    case 'overwritten':
    case 'mixed':
      return <RotateCcw {...size} />;
    case 'gone':
      return <CircleSlash {...size} />;
    case 'warn':
    case 'unresolved':
      return <TriangleAlert {...size} />;
    case 'none':
      return null;
  }
}
