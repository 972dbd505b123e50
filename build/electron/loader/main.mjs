// Takes the place of the default_app.asar of a stock Electron, which packaged applications do not carry:
// `electron [-r module]... [switches] <app folder | file> [args]`.
import { app } from 'electron/main';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

function fail(message) {
  process.stderr.write(`electron: ${message}\n`);
  process.exit(1);
}

function answer(text) {
  process.stdout.write(`${text}\n`);
  process.exit(0);
}

const preload = [];
let target = null;
const args = process.argv.slice(1);
while (args.length > 0 && target === null) {
  const arg = args.shift();
  if (arg === '-r' || arg === '--require')
    preload.push(args.shift() ?? fail(`${arg} needs the name of a module`));
  else if (arg === '-v' || arg === '--version') answer(`v${process.versions.electron}`);
  else if (arg === '-a' || arg === '--abi') answer(process.versions.modules);
  else if (arg.startsWith('--app=')) target = arg.slice('--app='.length);
  else if (!arg.startsWith('-')) target = arg;
}
if (target === null) fail('usage: electron [-r module] <app folder or file> [arguments]');
if (preload.length > 0) Module._preloadModules(preload);

const folder = path.resolve(target);
const manifest = path.join(folder, 'package.json');
const isFolder = fs.existsSync(manifest);
if (isFolder) {
  const { version, productName, name, desktopName, v8Flags } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (version) app.setVersion(version);
  if (productName || name) app.setName(productName || name);
  app.setDesktopName(desktopName || `${app.getName()}.desktop`);
  if (v8Flags) (await import('node:v8')).setFlagsFromString(v8Flags);
}
const entry = Module._resolveFilename(folder, null, true);
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
app.setAppPath(isFolder ? folder : path.dirname(entry));
try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  console.error('App threw an error during load');
  console.error(error?.stack ?? error);
  throw error;
}
