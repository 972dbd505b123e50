import { runCli } from './run.ts';
import { withinPatience, write } from './terminal.ts';

const { stdin, stdout, stderr, env } = process;
const exitCode = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env });
// Pipes may hold unwritten text. Somebody who interrupted us does not wait for a reader that has stopped reading.
const flushed = Promise.allSettled([write(stdout, ''), write(stderr, '')]);
await (exitCode > 128 ? withinPatience(flushed) : flushed);
process.exit(exitCode);
