import { useId, useMemo, useState, type ReactNode } from 'react';
import type { Finding } from '@shared/domain/integrity.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { formatInstant, formatShort, readInstant, zoneLabel, type Zone } from '@renderer/lib/zone.ts';
import { IconButton } from '@renderer/ui/Button.tsx';
import { Input, ProblemText, type Problem } from '@renderer/ui/Field.tsx';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import css from './AsOf.module.css';
import { Track } from './Track.tsx';
import { versionName, type Version } from './versions.ts';

interface AsOfBarProps {
  readonly versions: readonly Version[];
  readonly findings: readonly Finding[];
  readonly at: string | null;
  /** The end of the track. */
  readonly now: string;
  readonly oldest: string | null;
  readonly isLive: boolean;
  /** Newer versions may be there than are loaded. */
  readonly isCut: boolean;
  readonly zone: Zone;
  readonly onAt: (at: string | null) => void;
  readonly onStep: (way: 'older' | 'newer') => void;
}

/** Which moment the row is shown as of: typed to the microsecond, or pointed at on its life. */
export function AsOfBar(props: AsOfBarProps): ReactNode {
  const { versions, at, isCut, zone, onAt, onStep } = props;
  const shown = versions.find(({ entry }) => at === null || entry.audit_change.captured_at <= at) ?? null;
  return (
    <section className={css['bar']} aria-label="As of">
      <div className={css['field']}>
        <Moment key={`${at ?? ''} ${zone}`} at={at} zone={zone} onAt={onAt} />
        <p className={css['res']}>
          {at === null && isCut ? (
            <span className="dim">as it stands</span>
          ) : shown === null ? (
            <span className="dim">
              {at === null ? 'nothing captured' : 'before the first captured change loaded'}
            </span>
          ) : (
            <>
              <b>{versionName(shown, zone)}</b>{' '}
              <span className="dim">
                {shown.entry.audit_change.op === 'delete' ? 'deleted' : 'captured'}{' '}
                {formatShort(shown.entry.audit_change.captured_at, zone)}
              </span>
            </>
          )}
        </p>
      </div>
      <IconButton label="The version before" shortcut="[" onClick={() => onStep('older')}>
        <ChevronLeft size={14} strokeWidth={1.5} />
      </IconButton>
      <Track {...props} />
      <IconButton label="The version after" shortcut="]" onClick={() => onStep('newer')}>
        <ChevronRight size={14} strokeWidth={1.5} />
      </IconButton>
    </section>
  );
}

function Moment({ at, zone, onAt }: Pick<AsOfBarProps, 'at' | 'zone' | 'onAt'>): ReactNode {
  const id = useId();
  const written = useMemo(() => (at === null ? '' : formatInstant(at, zone)), [at, zone]);
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<Problem | null>(null);
  const take = (): void => {
    if (text.trim() === written) return;
    try {
      setProblem(null);
      onAt(text.trim() === '' ? null : readInstant(text, zone, 'to'));
    } catch (error) {
      const { message, hint } = asInvestigatorError(error);
      setProblem({ message, hint });
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <label htmlFor={id} className="caps">
        As of, {zoneLabel(zone)}
      </label>
      <Input
        id={id}
        mono
        value={text}
        placeholder="now: as it stands"
        aria-invalid={problem !== null}
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
      />
      {problem !== null && <ProblemText problem={problem} />}
    </form>
  );
}
