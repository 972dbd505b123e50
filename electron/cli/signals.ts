import { constants } from 'node:os';

interface Signals {
  /** 130 or 143 once a signal came, null before. */
  exitCode(): number | null;
  release(): void;
}

const watched = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The first signal stops the work: statements are cancelled on the server and partial output is removed. A
 * second one ends the process at once.
 */
export function catchSignals(stop: AbortController): Signals {
  let received: number | null = null;
  const onSignal = (name: (typeof watched)[number]): void => {
    const code = 128 + constants.signals[name];
    if (received !== null) process.exit(code);
    received = code;
    stop.abort();
  };
  for (const name of watched) process.on(name, onSignal);
  return {
    exitCode: () => received,
    release: () => {
      for (const name of watched) process.off(name, onSignal);
    },
  };
}
