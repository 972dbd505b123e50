import type { ReadStream } from 'node:tty';
import type { Env } from './connect/serviceFile.ts';

/** What a command may touch of its process; results on stdout, everything else on stderr. */
export interface Terminal {
  readonly env: Env;
  readonly stdin: ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export interface Voice {
  /** Writes a piece of the result; resolves when the system has taken it. */
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

export function voice(terminal: Terminal, options: VoiceOptions): Voice {
  return {
    print: (text) => write(terminal.stdout, text),
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
