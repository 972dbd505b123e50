import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRoot } from '../support/paths.mjs';

const config = createRequire(import.meta.url)(inRoot('.dependency-cruiser.cjs'));

/** A small product that keeps every rule. */
const lawful = {
  'shared/domain/change.ts': "import { z } from 'zod';\nexport const change = z;\n",
  'shared/domain/change.test.ts':
    "import { test } from 'vitest';\nimport { change } from './change.ts';\nexport { test, change };\n",
  'electron/engine/db/session.ts': "import pg from 'pg';\nexport const session = pg;\n",
  'electron/engine/testing/database.ts':
    "import { session } from '@engine/db/session.ts';\nexport const database = session;\n",
  'electron/engine/timeline/page.ts':
    "import { change } from '@shared/domain/change.ts';\nimport { session } from '@engine/db/session.ts';\nimport fs from 'node:fs';\nexport const page = [change, session, fs];\n",
  'electron/engine/timeline/page.db.test.ts':
    "import { database } from '../testing/database.ts';\nimport { page } from './page.ts';\nexport { database, page };\n",
  'electron/main/index.ts':
    "import { app } from 'electron';\nimport { page } from '@engine/timeline/page.ts';\nexport { app, page };\n",
  'electron/preload/index.ts':
    "import { contextBridge } from 'electron';\nimport { change } from '@shared/domain/change.ts';\nexport { contextBridge, change };\n",
  'electron/cli/index.ts':
    "import { Command } from 'commander';\nimport { page } from '@engine/timeline/page.ts';\nexport { Command, page };\n",
  'renderer/index.tsx':
    "import React from 'react';\nimport { Chip } from '@renderer/ui/Chip.tsx';\nexport { React, Chip };\n",
  'renderer/ui/Chip.tsx': "import { change } from '@shared/domain/change.ts';\nexport const Chip = change;\n",
  'build/tool.mjs': "import fs from 'node:fs';\nexport { fs };\n",
};

/** For each rule, files that break it; the first is the one to be named. */
const offences = [
  ['shared-stands-alone', 'shared/a1.ts', "import { page } from '@engine/timeline/page.ts';"],
  ['shared-stands-alone', 'shared/a2.ts', "import fs from 'node:fs';"],
  ['shared-stands-alone', 'shared/a3.ts', "import React from 'react';"],
  ['engine-is-plain-node', 'electron/engine/b1.ts', "import { app } from 'electron';"],
  ['engine-is-plain-node', 'electron/engine/b2.ts', "import '../main/index.ts';"],
  ['engine-is-plain-node', 'electron/engine/b3.ts', "import type { Chip } from '@renderer/ui/Chip.tsx';"],
  ['engine-is-plain-node', 'electron/engine/b4.ts', "export const late = () => import('react');"],
  ['pg-only-in-the-database-layer', 'electron/engine/timeline/c1.ts', "import type { Client } from 'pg';"],
  ['pg-only-in-the-database-layer', 'electron/cli/c2.ts', "import 'pg-copy-streams';"],
  ['testing-only-for-tests', 'electron/engine/timeline/d1.ts', "import '../testing/database.ts';"],
  ['renderer-has-only-the-bridge', 'renderer/e1.ts', "import '@engine/timeline/page.ts';"],
  ['renderer-has-only-the-bridge', 'renderer/e2.ts', "import { ipcRenderer } from 'electron';"],
  ['renderer-runs-in-a-browser', 'renderer/f1.ts', "import path from 'node:path';"],
  ['preload-only-shared', 'electron/preload/g1.ts', "import '@engine/timeline/page.ts';"],
  ['preload-only-shared', 'electron/preload/g2.ts', "import { z } from 'zod';"],
  ['main-not-cli', 'electron/main/h1.ts', "import '../cli/index.ts';"],
  ['cli-not-main', 'electron/cli/i1.ts', "import '../main/index.ts';"],
  ['cli-not-main', 'electron/cli/i2.ts', "import 'electron';"],
  ['product-not-tools', 'electron/main/j1.ts', "import '../../build/tool.mjs';"],
  ['no-import-of-tests', 'shared/k1.ts', "import './domain/change.test.ts';"],
  ['no-cycles', 'shared/l1.ts', "import './l2.ts';"],
  ['no-orphans', 'shared/m1.ts', ''],
  ['no-unresolvable', 'shared/n1.ts', "import './gone.ts';"],
];

/** The other half of the cycle, which is reported once. */
const accomplices = { 'shared/l2.ts': "import './l1.ts';\n" };

const libraries = ['zod', 'vitest', 'pg', 'pg-copy-streams', 'electron', 'commander', 'react'];

/** The rules broken in a tree, as `rule file`. */
function violations(tree) {
  const args = [
    '--config',
    inRoot('.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    'shared',
    'electron',
    'renderer',
    'build',
  ];
  let output;
  try {
    output = execFileSync(
      process.execPath,
      [inRoot('node_modules/dependency-cruiser/bin/dependency-cruise.mjs'), ...args],
      {
        cwd: tree,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  } catch (error) {
    output = error.stdout; // exit code: the number of violations
  }
  return JSON.parse(output).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

function plant(tree, files) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    fs.writeFileSync(path.join(tree, file), text);
  }
}

let tree;
beforeAll(() => {
  tree = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'architecture-')));
  plant(tree, lawful);
  for (const name of libraries) {
    plant(tree, {
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      [`node_modules/${name}/index.js`]: 'module.exports = {};\n',
    });
  }
});
afterAll(() => fs.rmSync(tree, { recursive: true }));

test('a product that keeps the rules passes', () => {
  expect(violations(tree)).toEqual([]);
}, 60_000);

test('every offence is found under its rule', () => {
  plant(
    tree,
    Object.fromEntries(offences.map(([, file, text]) => [file, `${text}\nexport const own = 1;\n`])),
  );
  plant(tree, accomplices);
  const found = violations(tree);
  for (const [rule, file] of offences) expect(found).toContain(`${rule} ${file}`);
}, 60_000);

test('every rule of the configuration has an offence above', () => {
  const proven = new Set(offences.map(([rule]) => rule));
  expect(config.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
});
