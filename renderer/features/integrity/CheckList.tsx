import { Check, Circle, CircleDashed, LoaderCircle } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { formatCount, formatSeconds, plural } from '@renderer/lib/format.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { ProgressBar } from '@renderer/ui/States.tsx';
import css from './Integrity.module.css';
import { rateOf, secondsLeft, stepsOf, type Heard, type Step } from './steps.ts';
import { CHECKS } from './words.ts';

/** The checks as far as they are: each with what it asks, what it does, how fast it reads. */
export function CheckList({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  return (
    <ol className={css['checks']}>
      {steps.map((step) => (
        <li key={step.check} data-state={step.state}>
          <StateIcon state={step.state} />
          <div>
            <h3>{CHECKS[step.check].name}</h3>
            <p>{step.text ?? CHECKS[step.check].asks}</p>
          </div>
          <p className={css['pace']}>{paceText(step)}</p>
        </li>
      ))}
    </ol>
  );
}

function StateIcon({ state }: { readonly state: Step['state'] }): ReactNode {
  const Icon = { waiting: CircleDashed, running: LoaderCircle, over: Check }[state];
  return <Icon size={14} strokeWidth={1.5} role="img" aria-label={state} />;
}

function paceText(step: Step): string {
  const { check, state, seconds, rows } = step;
  if (seconds === null) return '';
  const rate = rateOf(step);
  const counted = rows === null ? '' : plural(rows, check === 'live' ? 'live row' : 'change');
  const read = counted !== '' && state === 'running' && check !== 'live' ? `reads ${counted}` : counted;
  return [read, formatSeconds(seconds), rate === null || rate === 0 ? '' : `${formatCount(rate)} a second`]
    .filter((part) => part !== '')
    .join(' · ');
}

interface RunningProps {
  readonly heard: readonly Heard[];
  readonly onStop: () => void;
}

/** A check under way: it may be left and come back to. */
export function Running({ heard, onStop }: RunningProps): ReactNode {
  const at = useTicking();
  const last = heard.at(-1)?.progress ?? null;
  const left = secondsLeft(heard, at);
  return (
    <section className={css['running']} aria-label="Check under way">
      <div className={css['runHead']}>
        <div className="grow">
          <p role="status">{last?.step ?? 'Asking the database'}</p>
          <ProgressBar fraction={last?.fraction ?? null} label="Check of this window" />
        </div>
        <span className={css['left']}>
          {left === null ? 'time left not known yet' : `about ${leftText(left)} left (estimate)`}
        </span>
        <Button onClick={onStop}>
          <Circle size={11} fill="currentColor" aria-hidden="true" />
          Stop
        </Button>
      </div>
      <CheckList steps={stepsOf(heard, at)} />
    </section>
  );
}

/** An estimate has no fractions. */
function leftText(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : formatSeconds(whole);
}

const TICK_MS = 500;

function useTicking(): number {
  const [at, setAt] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setAt(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return at;
}
