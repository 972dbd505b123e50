#!/usr/bin/env node
// A stand-in for `fpm -s dir -t deb`, as electron-builder calls it (CUSTOM_FPM_PATH), made of dpkg-deb alone:
// electron-builder's own fpm comes from GitHub, and Debian packages none.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { controlFile } from './debControl.mjs';

const text = { type: 'string' };
const { values: options, positionals: pairs } = parseArgs({
  allowPositionals: true,
  options: {
    input: { ...text, short: 's' },
    output: { ...text, short: 't' },
    force: { type: 'boolean' },
    depends: { ...text, short: 'd', multiple: true },
    'deb-recommends': { ...text, multiple: true },
    'deb-compression': text,
    'deb-priority': text,
    architecture: text,
    'after-install': text,
    'after-remove': text,
    description: text,
    version: text,
    package: text,
    name: text,
    maintainer: text,
    vendor: text,
    url: text,
    category: text,
    license: text,
    iteration: text,
  },
});

/** Copies `from=to` pairs into the package's root. */
function copyFiles(root) {
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const target = path.join(root, pair.slice(at + 1));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.cpSync(pair.slice(0, at), target, { recursive: true, verbatimSymlinks: true });
  }
}

/** Modes as a system's files have them, whatever umask they were built under; returns the size in bytes. */
function settleModes(root) {
  let size = 0;
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) fs.chmodSync(file, 0o755);
    else if (entry.isFile()) {
      const { mode, size: bytes } = fs.statSync(file);
      fs.chmodSync(file, mode & 0o111 ? 0o755 : 0o644);
      size += bytes;
    }
  }
  return size;
}

function writeControl(root, size) {
  const debian = path.join(root, 'DEBIAN');
  fs.mkdirSync(debian, { mode: 0o755 });
  fs.writeFileSync(path.join(debian, 'control'), controlFile(options, size));
  const scripts = { 'after-install': 'postinst', 'after-remove': 'postrm' };
  for (const [option, name] of Object.entries(scripts)) {
    if (!options[option]) continue;
    fs.copyFileSync(options[option], path.join(debian, name));
    fs.chmodSync(path.join(debian, name), 0o755);
  }
}

function compression() {
  const wanted = options['deb-compression'] ?? 'xz';
  const type =
    wanted === 'none'
      ? 'none'
      : (['gzip', 'zstd'].find((name) => wanted.startsWith(name.slice(0, 2))) ?? 'xz');
  const level = process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL;
  return [`-Z${type}`, ...(level ? [`-z${level}`] : [])];
}

if (options.input !== 'dir' || options.output !== 'deb') {
  throw new Error(`only -s dir -t deb is supported, not -s ${options.input} -t ${options.output}`);
}
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'deb-'));
try {
  copyFiles(root);
  writeControl(root, settleModes(root));
  fs.chmodSync(root, 0o755);
  execFileSync('dpkg-deb', ['--root-owner-group', ...compression(), '--build', root, options.package], {
    stdio: 'inherit',
  });
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}
