import { runnerImport } from 'vite';
import { inRoot, root } from './paths.mjs';

/** Imports one of our TypeScript modules into this process, aliases resolved. */
export async function loadTypeScript(relative) {
  const { module } = await runnerImport(inRoot(relative), {
    configFile: false,
    root,
    logLevel: 'error',
    resolve: { alias: { '@shared': inRoot('shared'), '@engine': inRoot('electron/engine') } },
  });
  return module;
}
