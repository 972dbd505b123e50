#!/usr/bin/env node
// npm run build [-- main preload cli renderer] [--force]: writes dist/electron/{main.cjs,preload.cjs,cli.js}
// and dist/renderer/, each only when something it is made of has changed.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { build } from 'vite';
import { targets } from './bundleTargets.mjs';
import { inRoot, root } from './support/paths.mjs';
import { clearStamp, digest, filesUnder, isFresh, writeStamp } from './support/stamp.mjs';
import { failWith, Problem, runMain, say } from './support/say.mjs';

const recipe = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'build/bundle.mjs',
  'build/bundleTargets.mjs',
];
const isSource = (file) => !/\.test\.tsx?$|\/testing\/|\.md$/.test(file);

/** Node programs need the first line and the mode bit; everything else is left as it is. */
function makeExecutable(file) {
  const text = fs.readFileSync(file, 'utf8');
  if (!text.startsWith('#!')) fs.writeFileSync(file, `#!/usr/bin/env node\n${text}`);
  fs.chmodSync(file, 0o755);
}

/** Nothing but the three files belongs there: an older layout's leftovers would be packaged. */
function sweep() {
  const wanted = new Set(Object.values(targets).map((t) => path.basename(t.output)));
  for (const name of fs.readdirSync(inRoot('dist/electron'))) {
    if (!wanted.has(name)) fs.rmSync(inRoot('dist/electron', name), { recursive: true });
  }
}

/**
 * Builds what is stale and returns the names built. A failed build leaves the old output, but never a stamp
 * that calls it fresh.
 */
export async function bundle({ only = Object.keys(targets), force = false, dev = false } = {}) {
  const stale = only
    .map((name) => {
      const { inputs, output } = targets[name];
      return {
        name,
        output,
        stamp: digest(filesUnder([...inputs, ...recipe], isSource), `${root} dev=${dev}`),
      };
    })
    .filter(
      ({ name, output, stamp }) =>
        force || !isFresh(`bundle-${name}`, stamp) || !fs.existsSync(inRoot(output)),
    );
  for (const { name, output, stamp } of stale) {
    clearStamp(`bundle-${name}`);
    await build(targets[name].config({ dev })).catch((error) => {
      throw new Problem(`${output} could not be built:\n${stripVTControlCharacters(error.message)}`);
    });
    if (name === 'cli') makeExecutable(inRoot(output));
    writeStamp(`bundle-${name}`, stamp);
  }
  if (stale.some(({ name }) => name !== 'renderer')) sweep();
  return stale.map(({ name }) => name);
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false }, dev: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !(name in targets));
  if (unknown.length > 0)
    failWith(`no such bundle: ${unknown.join(', ')} (there are ${Object.keys(targets).join(', ')})`);
  await runMain(async () => {
    const started = performance.now();
    const only = positionals.length > 0 ? positionals : undefined;
    const built = await bundle({ ...(only ? { only } : {}), ...values });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(
      built.length > 0
        ? `built ${built.join(', ')} in ${seconds} s`
        : `${path.relative(root, inRoot('dist'))}/ is up to date`,
    );
  });
}
