#!/usr/bin/env node
// npm run pictures: walks through the demo and takes the README's pictures from it, so that they show the application
// as it is.
import fs from 'node:fs';
import { bundle } from './bundle.mjs';
import { setUp } from './setup.mjs';
import { inRoot } from './support/paths.mjs';
import { runMain, say } from './support/say.mjs';
import { walkWithoutDisplay } from './walk.mjs';

/** docs/images/NAME.png ← the walk's picture whose name ends so. */
const pictures = {
  'timeline-dark': 'timeline-dark.png',
  'change-light': 'change-at-03-07-light.png',
  'transaction-dark': 'transaction-of-61-members-dark.png',
};

await runMain(async () => {
  await setUp();
  await bundle();
  await walkWithoutDisplay();
  const walk = inRoot('test-results', 'walk');
  const taken = fs.readdirSync(walk);
  fs.mkdirSync(inRoot('docs', 'images'), { recursive: true });
  for (const [name, ending] of Object.entries(pictures)) {
    const picture = taken.find((file) => file.endsWith(`-${ending}`));
    if (picture === undefined) throw new Error(`the walk left no ${ending}`);
    fs.copyFileSync(inRoot('test-results', 'walk', picture), inRoot('docs', 'images', `${name}.png`));
    say(`docs/images/${name}.png`);
  }
});
