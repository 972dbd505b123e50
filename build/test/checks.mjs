import { nativeDir, shippedMajor } from '../postgres-binaries.mjs';
import { inRoot } from '../support/paths.mjs';

const node = process.execPath;
const tool = (file) => inRoot('node_modules', file);
const vitest = (project, json) => [
  node,
  tool('vitest/vitest.mjs'),
  'run',
  '--project',
  project,
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${json}`,
];

/**
 * @typedef {object} Check
 * @property {string} id
 * @property {string} title
 * @property {(json: string) => string[]} command `json`: where a test runner leaves its results
 * @property {'vitest' | 'playwright'} [results] how to read them; without it the check counts as one
 * @property {readonly string[]} [after] checks whose success it needs
 * @property {boolean} [alone] nothing else runs beside it: it measures time or watches a screen
 * @property {Record<string, string>} [env]
 */

/** Everything `npm test` runs, quick answers first. @returns {Check[]} */
export function checks({ full = false } = {}) {
  return [
    {
      id: 'format',
      title: 'Format',
      command: () => [node, tool('prettier/bin/prettier.cjs'), '--check', '.'],
    },
    { id: 'lint', title: 'Lint', command: () => [node, tool('eslint/bin/eslint.js'), '.'] },
    { id: 'types', title: 'Types', command: () => [node, inRoot('build/types.mjs')] },
    {
      id: 'architecture',
      title: 'Architecture',
      command: () => [
        node,
        tool('dependency-cruiser/bin/dependency-cruise.mjs'),
        ...['--config', '.dependency-cruiser.cjs', 'shared', 'electron', 'renderer', 'build', 'bench', 'e2e'],
      ],
    },
    { id: 'dead-code', title: 'Dead code', command: () => [node, tool('knip/bin/knip.js')] },
    { id: 'unit', title: 'Unit tests', command: (json) => vitest('unit', json), results: 'vitest' },
    { id: 'db', title: 'Database tests', command: (json) => vitest('db', json), results: 'vitest' },
    ...(full ? olderServers : []),
    { id: 'bundle', title: 'Bundle', command: () => [node, inRoot('build/bundle.mjs')] },
    {
      id: 'package',
      title: 'Package',
      command: () => [node, inRoot('build/package.mjs'), 'dir', '--allow-fallback-runtime'],
      after: ['bundle'],
    },
    {
      id: 'e2e',
      title: 'End to end',
      command: () => [node, inRoot('build/e2e.mjs')],
      results: 'playwright',
      after: ['bundle'],
      alone: true,
    },
    {
      id: 'smoke',
      title: 'Packaged application',
      command: () => [node, inRoot('build/smoke.mjs')],
      after: ['package'],
      alone: true,
    },
  ];
}

/** The database tests once more with each version between the oldest and the shipped one in place of the latter. */
const olderServers = [17, 16, 15].map((major) => ({
  id: `db-${major}`,
  title: `Database tests on PostgreSQL ${major}`,
  command: (json) => vitest('db', json),
  results: 'vitest',
  env: { [`THREADLINE_TEST_POSTGRES_${shippedMajor}`]: nativeDir(major) },
}));
