#!/usr/bin/env node
// node build/docs.mjs: writes the generated parts of docs/CLI.md and docs/ERRORS.md, and docs/schemas/ as a whole.
// A test says when they are stale.
import fs from 'node:fs';
import path from 'node:path';
import { loadTypeScript } from './support/loadTypeScript.mjs';
import { inRoot } from './support/paths.mjs';
import { runMain, say } from './support/say.mjs';

await runMain(async () => {
  const { generatedDocs, SCHEMA_FOLDER } = await loadTypeScript('electron/cli/docs/generatedDocs.ts');
  const docs = generatedDocs();
  fs.mkdirSync(inRoot(SCHEMA_FOLDER), { recursive: true });
  let unchanged = 0;
  for (const { file, render } of docs) {
    const at = inRoot(file);
    const before = fs.existsSync(at) ? fs.readFileSync(at, 'utf8') : '';
    const after = render(before);
    if (after === before) unchanged += 1;
    else {
      fs.writeFileSync(at, after);
      say(`wrote ${file}`);
    }
  }
  // The schema of a document that no longer exists.
  const current = new Set(docs.map(({ file }) => path.basename(file)));
  for (const name of fs.readdirSync(inRoot(SCHEMA_FOLDER)).filter((name) => !current.has(name))) {
    fs.rmSync(path.join(inRoot(SCHEMA_FOLDER), name));
    say(`removed ${SCHEMA_FOLDER}/${name}`);
  }
  say(`${unchanged} of ${docs.length} files were up to date`);
});
