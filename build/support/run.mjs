import { spawn } from 'node:child_process';

/** Children of this process, so that an interrupted run leaves none behind. */
const children = new Set();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** How long children may take to put things away after an interrupt; a second interrupt does not wait. */
const graceSeconds = 8;
let isEnding = false;
function endWith(code) {
  if (isEnding) process.exit(code);
  isEnding = true;
  const gone = [...children].map((child) => new Promise((done) => child.once('exit', done)));
  for (const child of children) child.kill('SIGTERM');
  setTimeout(() => process.exit(code), graceSeconds * 1000).unref();
  void Promise.all(gone).then(() => process.exit(code));
}
process.on('SIGINT', () => endWith(130));
process.on('SIGTERM', () => endWith(143));

/** Registers a child with the clean-up above; returns it. */
export function track(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/**
 * Runs a command to its end; never throws. `output` holds stdout and stderr as they came.
 * @param {{timeout?: number, onOutput?: (text: string) => void} & import('node:child_process').SpawnOptions} [options]
 *   `timeout` in milliseconds: the command is then killed and `timedOut` is true
 * @returns {Promise<{code: number | null, output: string, timedOut: boolean}>}
 */
export function run(command, args, { timeout, onOutput, ...options } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = track(spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options }));
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeout);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
        onOutput?.(text);
      });
    }
    child.on('error', (error) => {
      output += error.message;
      clearTimeout(timer);
      resolve({ code: null, output, timedOut });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, output, timedOut });
    });
  });
}

/** The line of a failed command's output that says most. */
export function reason({ code, output, timedOut }) {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // npm begins with a bare code ("npm error code EUSAGE") and explains it in the lines after.
  const telling =
    lines.find(
      (line) => /error|fail|cannot|unable|not found/i.test(line) && !/^npm error( code \w+)?$/.test(line),
    ) ?? lines.at(-1);
  return timedOut ? 'no answer in time' : (telling ?? `exit ${code}`);
}

/** Says every ten seconds that `what` is still going on; call the result to stop it. */
export function heartbeat(what, say) {
  const started = performance.now();
  const timer = setInterval(
    () => say(`  … ${what}, ${Math.round((performance.now() - started) / 1000)} s`),
    10_000,
  );
  return () => clearInterval(timer);
}
