import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from './folders.ts';

/** Runs the command line as anybody would, on plain Node. Answers its standard output. */
export function cli(home: string, ...args: readonly string[]): string {
  const program = process.env['CLI_PROGRAM'] ?? path.join(root, 'dist/electron/cli.js');
  const { PATH, HOME, TMPDIR } = process.env;
  const result = spawnSync(process.execPath, [program, ...args], {
    env: { PATH, HOME, TMPDIR, THREADLINE_INVESTIGATOR_HOME: home },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  });
  if (result.status !== 0)
    throw new Error(
      `threadline-investigator ${args.join(' ')}: exit ${String(result.status)}\n${result.stderr}`,
    );
  return result.stdout;
}
