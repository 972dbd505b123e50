import { spawn } from 'node:child_process';
import { track } from './run.mjs';
import { Problem } from './say.mjs';

/** True where a window can be seen: always on macOS and Windows, on Linux with X11 or Wayland. */
export const hasDisplay = (env = process.env, platform = process.platform) =>
  platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);

/**
 * Starts a virtual X display of our own; the server itself picks a free number and says it on a pipe.
 * @returns {Promise<{display: string, stop: () => Promise<void>}>} `display` is the value for DISPLAY
 */
export function startVirtualDisplay(size = '1600x1000x24') {
  return new Promise((resolve, reject) => {
    const server = track(
      spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'], {
        stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      }),
    );
    let errors = '';
    let number = '';
    const gone = new Promise((done) => server.once('exit', done));
    const stop = async () => {
      server.kill('SIGTERM');
      await gone;
    };
    server.stderr.on('data', (text) => (errors += text));
    server.once('error', () =>
      reject(new Problem('Xvfb is missing', 'apt-get install -y --no-install-recommends xvfb xauth')),
    );
    server.once('exit', () => reject(new Problem(`the virtual display ended: ${errors.trim()}`)));
    server.stdio[3].on('data', (text) => {
      number += text;
      if (number.endsWith('\n')) resolve({ display: `:${number.trim()}`, stop });
    });
  });
}
