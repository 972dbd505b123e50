import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { root } from './folders.ts';

export interface LaunchOptions {
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A program to start instead of Electron, which gets Electron's path and arguments. */
  readonly through?: string;
}

/** One running application: its main process, its window and everything that went wrong in either. */
export interface Investigator {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly home: string;
  /**
   * A test fails on any error or warning of the page's console, uncaught error or error in the log. One that
   * provokes some says which; each of them must then have happened.
   */
  readonly expectProblem: (...patterns: readonly RegExp[]) => void;
}

export interface Opened extends Investigator {
  /** Complaints nobody expected, and expected ones that did not come; then starts counting anew. */
  readonly takeFaults: () => readonly string[];
  readonly close: () => Promise<void>;
}

const HOLD_READY = path.join(root, 'e2e/support/holdReady.cjs');

interface Held {
  /** Absent in a packaged application, which takes no -r. */
  releaseReady?: () => void;
}

/** What to start: a packaged application (APP_EXECUTABLE), else this checkout in its Electron. */
export function executable(): { readonly file: string; readonly args: readonly string[] } {
  const packaged = process.env['APP_EXECUTABLE'];
  if (packaged !== undefined && packaged !== '') return { file: packaged, args: [] };
  return { file: String(createRequire(import.meta.url)('electron')), args: [root] };
}

/**
 * Chromium's sandbox stays on as users have it; only root has to do without, which Playwright's own switch
 * does. The executable is named, because Playwright's loader would otherwise choose the password store; what else
 * that loader does, holding the application back until Playwright is attached, holdReady.cjs does.
 */
export async function launch(options: LaunchOptions): Promise<Opened> {
  const { file, args } = executable();
  const { home, through } = options;
  const app = await _electron.launch({
    executablePath: through ?? file,
    args: ['--disable-gpu', '-r', HOLD_READY, ...args, ...(options.args ?? [])],
    chromiumSandbox: process.getuid?.() !== 0,
    cwd: root,
    env: {
      ...inherited(),
      ...(through === undefined ? {} : { E2E_ELECTRON: file }),
      THREADLINE_INVESTIGATOR_HOME: home,
      ...options.env,
    },
  });
  await app.evaluate(() => (globalThis as Held).releaseReady?.());
  const page = await app.firstWindow();
  let problems: string[] = [];
  let expected: RegExp[] = [];
  let logRead = 0;
  page.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warning') problems.push(`console ${type}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  const takeFaults = (): readonly string[] => {
    const log = readLog(home);
    const seen = [...problems, ...errorLines(log.slice(logRead))];
    const faults = [
      ...seen.filter((problem) => !expected.some((pattern) => pattern.test(problem))),
      ...expected
        .filter((pattern) => !seen.some((problem) => pattern.test(problem)))
        .map((pattern) => `expected, but did not happen: ${String(pattern)}`),
    ];
    [problems, expected, logRead] = [[], [], log.length];
    return faults;
  };
  return {
    app,
    page,
    home,
    expectProblem: (...patterns) => void expected.push(...patterns),
    takeFaults,
    close: () => app.close(),
  };
}

/** Nothing of the tester's own database settings may leak into a test. */
function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !/^PG|^DATABASE_URL$|^ELECTRON_RUN_AS_NODE$|^NODE_OPTIONS$/.test(entry[0]),
    ),
  );
}

/** The application's own log; empty before its first line. */
export function readLog(home: string): string {
  const file = path.join(home, 'electron', 'logs', 'investigator.log');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** Each error with the line that follows: its message and where it came from. */
function errorLines(log: string): readonly string[] {
  const lines = log.split('\n');
  return lines.flatMap((line, at) =>
    line.includes('[error]') ? [`log: ${line} ${lines.slice(at + 1, at + 6).join(' ')}`] : [],
  );
}
