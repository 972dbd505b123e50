#!/usr/bin/env node
// npm run bench [-- --changes N --rounds N --growth N --only PART,… --folder DIR]: ours against a reference, as ratios (docs/PERFORMANCE.md).
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { bundle } from './bundle.mjs';
import { nodeFile } from './bundleTargets.mjs';
import { inCache, inRoot, root } from './support/paths.mjs';
import { Problem, runMain, say } from './support/say.mjs';

const count = (text, least) => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least)
    throw new Problem(`${text} is not a whole number from ${least}`);
  return value;
};

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      changes: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '5' },
      growth: { type: 'string' },
      only: { type: 'string', default: '' },
      folder: { type: 'string', default: '/var/tmp/threadline-investigator-bench' },
    },
  });
  await bundle({ only: ['cli'] });
  const config = nodeFile({ entry: 'bench/main.ts', format: 'esm', fileName: 'bench.mjs', dev: false });
  await build({ ...config, build: { ...config.build, outDir: inCache('bench') } });
  const { bench, benchParts } = await import(pathToFileURL(inCache('bench', 'bench.mjs')).href);
  const only = values.only.split(',').filter((part) => part !== '');
  for (const part of only)
    if (!benchParts.includes(part)) throw new Problem(`${part} is none of ${benchParts.join(', ')}`);
  await bench({
    root,
    folder: path.resolve(values.folder),
    cli: inRoot('dist/electron/cli.js'),
    changes: count(values.changes, 1000),
    rounds: count(values.rounds, 5),
    growth: values.growth === undefined ? null : count(values.growth, 1000),
    only,
    say,
  });
});
