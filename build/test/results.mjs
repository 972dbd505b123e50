import fs from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped full names of what was not run, with its reason where the test gives one
 */

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/** Counts of vitest's JSON report. @returns {Counts} */
export function vitestCounts(report) {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const of = (...states) => tests.filter(({ status }) => states.includes(status));
  // A file that fails before its first test has no test to say so.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  );
  return {
    passed: of('passed').length,
    failed: of('failed').length + broken.length,
    skipped: of('skipped', 'pending', 'todo', 'disabled').map(({ fullName }) => fullName.trim()),
  };
}

/** Counts of Playwright's JSON report; a test that passed only when tried again counts as failed. @returns {Counts} */
export function playwrightCounts(report) {
  const counts = { passed: 0, failed: report.errors.length, skipped: [] };
  const visit = (suite, titles) => {
    const path = suite.title ? [...titles, suite.title] : titles;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const name = [...path, spec.title].join(' › ');
        const why = test.annotations.find(({ type }) => type === 'skip')?.description;
        if (test.status === 'skipped') counts.skipped.push(why ? `${name} (${why})` : name);
        else counts[test.status === 'expected' ? 'passed' : 'failed'] += 1;
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, path);
  };
  for (const suite of report.suites) visit(suite, []);
  return counts;
}

const readers = { vitest: vitestCounts, playwright: playwrightCounts };

/** What a finished check counts for: its tests where it leaves a report, else one. @returns {Counts} */
export function countsOf({ results }, ok, jsonFile) {
  const one = { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] };
  if (results === undefined || !fs.existsSync(jsonFile)) {
    // A runner that ends well and leaves no report has run nothing.
    return results === undefined ? one : { ...one, passed: 0, failed: 1 };
  }
  const counts = readers[results](read(jsonFile));
  if (!ok && counts.failed === 0) return { ...counts, failed: 1 };
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}
