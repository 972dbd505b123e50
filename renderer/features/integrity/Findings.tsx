import { useState, type ReactNode } from 'react';
import { findingCodes, type Finding, type FindingCode } from '@shared/domain/integrity.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { FindingCard } from './FindingCard.tsx';
import css from './Integrity.module.css';
import { KINDS } from './words.ts';

/** Cards of one kind before the rest waits to be asked for. */
const AT_ONCE = 50;

interface FindingsProps {
  readonly findings: readonly Finding[];
  readonly code: FindingCode | null;
  readonly zone: Zone;
  readonly onCode: (code: FindingCode | null) => void;
}

/** The findings by kind, each kind in plain words; one kind alone where asked. */
export function Findings({ findings, code, zone, onCode }: FindingsProps): ReactNode {
  const kinds = findingCodes.flatMap((one) => {
    const own = findings.filter((finding) => finding.code === one);
    return own.length === 0 ? [] : [{ code: one, own }];
  });
  const shown = kinds.filter((kind) => code === null || kind.code === code);
  return (
    <section aria-label="Findings">
      <h2 className="sr">Findings</h2>
      <div className={css['filter']} role="group" aria-label="Findings listed">
        <Choice on={code === null} count={findings.length} onPress={() => onCode(null)}>
          All
        </Choice>
        {kinds.map((kind) => (
          <Choice
            key={kind.code}
            on={kind.code === code}
            count={kind.own.length}
            onPress={() => onCode(kind.code)}
          >
            {KINDS[kind.code].name}
          </Choice>
        ))}
      </div>
      {shown.length === 0 && code !== null && (
        <p className={css['none']}>
          None of the {formatCount(findings.length)} findings is of this kind: {KINDS[code].name}.
        </p>
      )}
      {shown.map((kind) => (
        <Kind key={kind.code} code={kind.code} findings={kind.own} zone={zone} />
      ))}
    </section>
  );
}

function Choice({
  on,
  count,
  onPress,
  children,
}: {
  readonly on: boolean;
  readonly count: number;
  readonly onPress: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Button variant="ghost" aria-pressed={on} onClick={onPress}>
      {children} <span className={css['count']}>{formatCount(count)}</span>
    </Button>
  );
}

function Kind({
  code,
  findings,
  zone,
}: {
  readonly code: FindingCode;
  readonly findings: readonly Finding[];
  readonly zone: Zone;
}): ReactNode {
  const [most, setMost] = useState(AT_ONCE);
  const waiting = findings.length - most;
  const { name, seen } = KINDS[code];
  return (
    <section className={css['kind']} aria-label={name}>
      <header>
        <h3>
          {name} <span className={css['count']}>{formatCount(findings.length)}</span>
        </h3>
        <p>{seen}</p>
      </header>
      {findings.slice(0, most).map((finding, at) => (
        <FindingCard key={at} finding={finding} zone={zone} />
      ))}
      {waiting > 0 && (
        <p className={css['none']}>
          <Button onClick={() => setMost(most + AT_ONCE)}>
            Show {formatCount(Math.min(AT_ONCE, waiting))} more of {formatCount(waiting)}
          </Button>
        </p>
      )}
    </section>
  );
}
