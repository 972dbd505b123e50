/** Tests may use the test tools, and sit beside what they test. */
const test = '\\.test\\.tsx?$';
const npm = (...names) => `^node_modules/(@types/)?(${names.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** The layers of docs/ARCHITECTURE.md. Each rule is proven to fail in build/architecture/rules.test.mjs. */
module.exports = {
  forbidden: [
    rule(
      'shared-stands-alone',
      'shared/ is what every side agrees on: nothing of ours, nothing of Node, no library but zod.',
      { path: '^shared/', pathNot: test },
      { pathNot: ['^shared/', npm('zod')] },
    ),
    rule(
      'engine-is-plain-node',
      'The engine knows PostgreSQL and Threadline, nothing of Electron, React, the terminal or the screen.',
      { path: '^electron/engine/' },
      {
        path: [
          '^(electron/(main|preload|cli)|renderer)/',
          npm('electron', 'electron-log', 'react', 'react-dom', 'commander'),
        ],
      },
    ),
    rule(
      'pg-only-in-the-database-layer',
      'Connections, copy streams and value types are the business of engine/db and of the servers we run; a database test may play another client.',
      {
        path: '^(shared|electron|renderer)/',
        pathNot: ['^electron/engine/(db|demo|embedded|testing)/', '\\.db\\.test\\.ts$'],
      },
      { path: npm('pg', 'pg-copy-streams', 'pg-cursor', 'pg-protocol', 'pg-types') },
    ),
    rule(
      'testing-only-for-tests',
      'engine/testing starts servers and loads fixtures: no business of a product.',
      { pathNot: [test, '^electron/engine/testing/', '^(e2e|bench)/'] },
      { path: '^electron/engine/testing/' },
    ),
    rule(
      'renderer-has-only-the-bridge',
      'The renderer imports shared/ and itself; everything else comes over the bridge.',
      { path: '^renderer/', pathNot: test },
      { path: ['^(electron|build|bench|e2e)/', npm('electron', 'electron-log')] },
    ),
    rule(
      'renderer-runs-in-a-browser',
      'No module of Node exists there.',
      { path: '^renderer/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'preload-only-shared',
      'The preload forwards names of the contract, one file, sandboxed.',
      { path: '^electron/preload/', pathNot: test },
      { pathNot: ['^shared/', '^electron/preload/', npm('electron')] },
    ),
    rule(
      'main-not-cli',
      'Two faces of one engine, which never see each other.',
      { path: '^electron/main/' },
      { path: ['^electron/(cli|preload)/', '^renderer/', npm('commander', 'react', 'react-dom')] },
    ),
    rule(
      'cli-not-main',
      'The command line runs on plain Node with no Electron.',
      { path: '^electron/cli/' },
      {
        path: [
          '^electron/(main|preload)/',
          '^renderer/',
          npm('electron', 'electron-log', 'react', 'react-dom'),
        ],
      },
    ),
    rule(
      'product-not-tools',
      'What ships never depends on how it is built, measured or tried.',
      { path: '^(shared|electron|renderer)/' },
      { path: '^(build|bench|e2e)/' },
    ),
    rule('no-import-of-tests', 'A test is nobody’s library.', {}, { path: test }),
    rule('no-cycles', 'A cycle is one module in two files.', {}, { circular: true }),
    rule(
      'no-orphans',
      'A module that nothing uses and that uses nothing is left over.',
      { orphan: true, pathNot: [test, '\\.d\\.ts$', '^[^/]+$'] },
      {},
    ),
    rule('no-unresolvable', 'The import leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    exclude: { path: ['^(dist|release|test-results)/', '^build/electron/loader/'] },
    tsPreCompilationDeps: true,
    webpackConfig: { fileName: require.resolve('./build/architecture/aliases.cjs') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
