import { spawn } from 'node:child_process';
import type { ServerAccount } from './account.ts';

/** What a spawned PostgreSQL program gets: the account, and an environment in which nothing redirects it. */
export function spawnOptions(account: ServerAccount | null) {
  const env: NodeJS.ProcessEnv = {};
  for (const [key, value] of Object.entries(process.env)) {
    if (!key.startsWith('PG') && !key.startsWith('LC_') && !key.startsWith('LANG')) env[key] = value;
  }
  // Messages in English: start-up is recognised by them. Characters are the database's business.
  env['LC_ALL'] = 'C';
  const identity = account === null ? {} : { uid: account.uid, gid: account.gid };
  // The current folder may be closed to the account.
  const cwd = process.platform === 'win32' ? undefined : '/';
  return { ...identity, ...(cwd === undefined ? {} : { cwd }), env, windowsHide: true };
}

/** Runs a program to its end and answers its output; throws with its last words when it fails. */
export function runProgram(
  file: string,
  args: readonly string[],
  account: ServerAccount | null,
  input?: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions(account), stdio: ['pipe', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${file} ended with ${signal ?? String(code)}\n${output.trim()}`));
    });
  });
}
