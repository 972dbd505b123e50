import { startDemo, type DemoDatabase } from '@engine/demo/start.ts';
import { investigatorHome } from '@engine/store/home.ts';
import type { Terminal, Voice } from '../terminal.ts';

interface DemoContext extends Pick<Voice, 'note'> {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Starts or joins the demo of the home; each step of making it is told once. Errors: those of startDemo. */
export function openDemo({ terminal, signal, note }: DemoContext, port?: number): Promise<DemoDatabase> {
  let told = '';
  return startDemo({
    home: investigatorHome(terminal.env),
    signal,
    ...(port === undefined ? {} : { port }),
    onProgress: ({ step }) => {
      if (step !== told) note(step);
      told = step;
    },
  });
}
