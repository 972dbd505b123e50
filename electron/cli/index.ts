import { runCli } from './run.ts';
import { write } from './terminal.ts';

const { stdin, stdout, stderr, env } = process;
const exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env });
// Pipes may hold unwritten text; what cannot be written any more is nobody's loss.
await Promise.allSettled([write(stdout, ''), write(stderr, '')]);
process.exit(exitCode);
