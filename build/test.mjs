#!/usr/bin/env node
// npm test [-- unit lint …] [--full]: set-up, then every check of build/test/checks.mjs (or those named). Output goes
// to test-results/logs/; what fails is shown. The last line is `N passed, N failed, N skipped`.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { postgresEnvironment } from './postgres-binaries.mjs';
import { setUp } from './setup.mjs';
import { inRoot, root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { failWith, runMain, say } from './support/say.mjs';
import { checks } from './test/checks.mjs';
import { expectedSkip } from './test/expectedSkips.mjs';
import { countsOf } from './test/results.mjs';
import { schedule } from './test/schedule.mjs';

const logs = inRoot('test-results', 'logs');
const seconds = (since) => (performance.now() - since) / 1000;
const lanes = 2;

/** Runs one check and says how it went; what it printed is in its log, and shown when it failed. */
async function runCheck(check, env, running) {
  const log = path.join(logs, `${check.id}.log`);
  const json = path.join(logs, `${check.id}.json`);
  const started = performance.now();
  running.set(check.title, started);
  const [command, ...args] = check.command(json);
  const file = fs.createWriteStream(log);
  const { code } = await run(command, args, {
    cwd: root,
    env: { ...process.env, ...env, ...check.env, NO_COLOR: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: json },
    onOutput: (text) => file.write(text),
  });
  await new Promise((done) => file.end(done));
  running.delete(check.title);
  const ok = code === 0;
  const counts = countsOf(check, ok, json);
  const failed = !ok || counts.failed > 0;
  const tests = check.results === undefined ? '' : `${counts.passed} passed, ${counts.failed} failed`;
  say(
    `${failed ? '✗' : '✓'} ${check.title.padEnd(36)} ${seconds(started).toFixed(1).padStart(6)} s  ${tests}`,
  );
  if (failed)
    process.stderr.write(
      `${tail(fs.readFileSync(log, 'utf8'))}\n  whole output: ${path.relative(root, log)}\n\n`,
    );
  return { ok: !failed, seconds: seconds(started), counts };
}

const tail = (text, lines = 120) =>
  text
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => `    ${line}`)
    .join('\n');

const blocked = (check, missing) => {
  say(`✗ ${check.title.padEnd(36)}      — not run: ${missing.join(', ')} failed`);
  return { ok: false, seconds: 0, counts: { passed: 0, failed: 1, skipped: [] } };
};

/** Says every 20 s what is still running. */
function reportProgress(running) {
  const timer = setInterval(() => {
    const now = [...running].map(([title, started]) => `${title} (${Math.round(seconds(started))} s)`);
    if (now.length > 0) say(`  … ${now.join(', ')}`);
  }, 20_000);
  return () => clearInterval(timer);
}

/** Prints what was left out and why; returns how many should have run. */
function reportSkips(results) {
  const names = [...results.values()].flatMap(({ counts }) => counts.skipped);
  const unexpected = names.filter((name) => expectedSkip(name) === null);
  for (const name of names)
    console.log(`skipped: ${name} — ${expectedSkip(name) ?? 'no reason known to this script'}`);
  return { skipped: names.length, unexpected: unexpected.length };
}

function reportTable(selected, results) {
  console.log('');
  for (const { id, title } of selected) {
    const { ok, seconds: took, counts } = results.get(id);
    const line = [`${counts.passed} passed`, `${counts.failed} failed`, `${counts.skipped.length} skipped`];
    console.log(`${ok ? '✓' : '✗'} ${title.padEnd(36)} ${took.toFixed(1).padStart(6)} s  ${line.join(', ')}`);
  }
}

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { full: { type: 'boolean', default: false } },
  });
  const all = checks(values);
  const unknown = positionals.filter((id) => !all.some((check) => check.id === id));
  if (unknown.length > 0)
    failWith(`no such check: ${unknown.join(', ')} (there are ${all.map(({ id }) => id).join(', ')})`);
  const selected = positionals.length === 0 ? all : all.filter(({ id }) => positionals.includes(id));

  const started = performance.now();
  const majors = values.full ? [14, 15, 16, 17] : [14];
  await setUp({ majors });
  say(`set-up done in ${seconds(started).toFixed(1)} s, ${selected.length} checks to run`);
  fs.rmSync(logs, { recursive: true, force: true });
  fs.mkdirSync(logs, { recursive: true });

  const env = postgresEnvironment(majors);
  const running = new Map();
  const stop = reportProgress(running);
  const results = await schedule(selected, lanes, (check) => runCheck(check, env, running), blocked);
  stop();

  reportTable(selected, results);
  const { skipped, unexpected } = reportSkips(results);
  const sum = (of) => [...results.values()].reduce((total, { counts }) => total + counts[of], 0);
  const strict = process.env.CI === 'true' && unexpected > 0;
  if (strict) console.log(`${unexpected} tests were skipped without a reason that holds here`);
  console.log(`\n${(seconds(started) / 60).toFixed(1)} min`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${skipped} skipped`);
  process.exitCode = sum('failed') > 0 || strict ? 1 : 0;
});
