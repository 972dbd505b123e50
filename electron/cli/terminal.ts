import type { ReadStream } from 'node:tty';
import { untilAborted } from '@engine/exports/untilAborted.ts';
import type { Env } from './connect/serviceFile.ts';

/** What a command may touch of its process; results on stdout, everything else on stderr. */
export interface Terminal {
  readonly env: Env;
  readonly stdin: ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** Standard output as the place of the one result. */
export interface Results {
  /** Resolves when the system has taken it. Error: `cancelled`, at once, should the reader block meanwhile. */
  print(text: string): Promise<void>;
  /** True from the first byte on: no second document may follow. */
  readonly begun: boolean;
}

export interface Voice {
  /** Writes a piece of the result; see {@link Results.print}. */
  print(text: string): Promise<void>;
  /** A remark for people, on stderr, unless --quiet. */
  note(text: string): void;
  /** What --verbose adds, on stderr. */
  trace(text: string): void;
  /** Colours the text of a result where a terminal shows it and nobody forbade it. */
  readonly paint: Paint;
}

export interface Paint {
  dim(text: string): string;
  strong(text: string): string;
  good(text: string): string;
  changed(text: string): string;
  bad(text: string): string;
}

interface VoiceOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

export function resultsTo(stream: NodeJS.WriteStream, signal: AbortSignal): Results {
  const state = { begun: false };
  return {
    print: (text) => {
      state.begun = true;
      return untilAborted(write(stream, text), signal);
    },
    get begun() {
      return state.begun;
    },
  };
}

export function voice(terminal: Terminal, results: Results, options: VoiceOptions): Voice {
  return {
    print: (text) => results.print(text),
    note: (text) => {
      if (!options.quiet) terminal.stderr.write(`${text}\n`);
    },
    trace: (text) => {
      if (options.verbose) terminal.stderr.write(`${text}\n`);
    },
    paint: paint(options.color && wantsColor(terminal)),
  };
}

export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** How long the last words wait for a reader that has stopped reading. */
const PATIENCE_MS = 500;

/** Waits for a last write, but not for ever; what could not be written is nobody's loss. */
export async function withinPatience(written: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([written.catch(() => undefined), overdue]);
  clearTimeout(timer);
}

/** https://no-color.org: set and not empty means none. */
function wantsColor({ stdout, env }: Terminal): boolean {
  const forbidden = env['NO_COLOR'];
  return stdout.isTTY && (forbidden === undefined || forbidden === '') && env['TERM'] !== 'dumb';
}

function paint(on: boolean): Paint {
  const style =
    (code: number) =>
    (text: string): string =>
      on ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { dim: style(2), strong: style(1), good: style(32), changed: style(33), bad: style(31) };
}
