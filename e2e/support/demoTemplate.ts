import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { executable } from './launch.ts';

const LONGEST_MS = 240_000;

/** One a run: all workers are children of the runner. */
const folderOf = (runner: number): string => path.join(os.tmpdir(), `threadline-e2e-demo-${runner}`);

/**
 * A home in which the demo was made by the application itself. Made by the worker that needs it first, since
 * making it is most of a test's time; the others wait, tests copy it.
 */
export async function demoTemplate(): Promise<string> {
  const folder = folderOf(process.ppid);
  const home = path.join(folder, 'home');
  const outcome = path.join(folder, 'outcome');
  if (isFirst(folder)) fs.writeFileSync(outcome, makeDemo(home));
  for (const started = Date.now(); !fs.existsSync(outcome) && Date.now() - started < LONGEST_MS;)
    await sleep(250);
  const problem = fs.readFileSync(outcome, 'utf8');
  if (problem !== '') throw new Error(`the smoke run that makes the demo failed:\n${problem}`);
  return home;
}

/** Playwright calls it when everything has run. */
export default function forgetDemo(): void {
  fs.rmSync(folderOf(process.pid), { recursive: true, force: true });
}

function isFirst(folder: string): boolean {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Empty when it went well, else what the application said. */
function makeDemo(home: string): string {
  const { file, args } = executable();
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const { status, stdout, stderr, error } = spawnSync(file, [...args, '--smoke', '--disable-gpu', ...flags], {
    env: { ...process.env, THREADLINE_INVESTIGATOR_HOME: home },
    encoding: 'utf8',
    timeout: LONGEST_MS,
  });
  return status === 0 ? '' : `${error?.message ?? ''}\n${stdout}\n${stderr}`;
}
