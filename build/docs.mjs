#!/usr/bin/env node
// node build/docs.mjs: writes the generated parts of docs/CLI.md and docs/ERRORS.md. A test says when they are stale.
import fs from 'node:fs';
import { loadTypeScript } from './support/loadTypeScript.mjs';
import { inRoot } from './support/paths.mjs';
import { runMain, say } from './support/say.mjs';

await runMain(async () => {
  const { generatedDocs } = await loadTypeScript('electron/cli/docs/generatedDocs.ts');
  for (const { file, render } of generatedDocs()) {
    const path = inRoot(file);
    const before = fs.readFileSync(path, 'utf8');
    const after = render(before);
    if (after !== before) fs.writeFileSync(path, after);
    say(after === before ? `${file} is up to date` : `wrote ${file}`);
  }
});
