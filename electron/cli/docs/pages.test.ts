import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { findingCodes, noteCodes } from '@shared/domain/integrity.ts';
import { refusalCodes } from '@shared/domain/noChange.ts';
import { silentProgram } from './silentProgram.ts';

/** What people wrote, held against what is there: links, paths, scripts, commands and their options. */

const root = path.join(import.meta.dirname, '../../..');
const files = filesUnder('');
const pages = files.filter((file) => file.endsWith('.md'));
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('links to what is there', () => {
    const targets = all(withoutCode(text), /\]\(([^)\s]+)\)/g).filter((target) => !/^\w+:/.test(target));
    expect(targets.filter((target) => !leads(page, target))).toEqual([]);
  });

  it('names files and folders that are there', () => {
    const named = all(withoutCode(text), /`([^`\s]+)`/g).filter(isPath);
    expect(named.filter((name) => !files.some((file) => fits(file, name)))).toEqual([]);
  });

  it('names scripts of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: object };
    const named = all(text, /\bnpm (?:run )?(start|test|(?<=run )[\w:-]+)/g);
    expect(named.filter((name) => !Object.keys(scripts).includes(name))).toEqual([]);
  });

  it('shows commands and options there are', () => {
    expect(commandLines(text).flatMap(faultsOf)).toEqual([]);
  });
});

it('docs/ARCHITECTURE.md has a row for every part', () => {
  const rows = all(read('docs/ARCHITECTURE.md'), /^\| `([\w/]+)\/` +\|/gm);
  const parts = [
    ...new Set(all(files.join('\n'), /^((?:shared|electron\/engine|renderer)\/\w+)\//gm)),
    ...new Set(all(files.join('\n'), /^(electron\/(?!engine\/)\w+)\//gm)),
  ];
  expect(parts.length).toBeGreaterThan(25);
  expect(parts.filter((part) => !rows.includes(part))).toEqual([]);
  expect(rows.filter((row) => !files.some((file) => file.startsWith(`${row}/`)))).toEqual([]);
});

it('docs/INTEGRITY.md has every finding, note and reason, and no other', () => {
  const page = read('docs/INTEGRITY.md');
  const codes = [...findingCodes, ...noteCodes, ...refusalCodes];
  expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  expect(all(page, /^\| `(\w+)` +\|/gm)).toEqual(findingCodes);
});

it('options in prose are options', () => {
  const known = all(read('docs/CLI.md'), /(?<=^\| `.*)--([a-z-]+)/gm);
  // Of other programs, or what stands for many.
  const foreign = ['not', 'execute'];
  for (const page of ['README', 'docs/CLI', 'docs/DEMO', 'docs/PARITY', 'docs/INTEGRITY', 'docs/CAPTURE']) {
    const named = all(read(`${page}.md`), /(?<=`[^`\n]*)--([a-z]+(?:-[a-z]+)*)(?=[^`\n]*`)/g);
    expect(named.filter((name) => ![...known, ...foreign].includes(name))).toEqual([]);
  }
});

it('would notice', () => {
  expect(pages).toContain('README.md');
  expect(leads('docs/PARITY.md', 'CONTRACT.md#no-such')).toBe(false);
  expect(files.some((file) => fits(file, 'electron/engine/timeline/pages.ts'))).toBe(false);
  const named = all(withoutCode(read('docs/SECURITY.md')), /`([^`\s]+)`/g).filter(isPath);
  expect(named.length).toBeGreaterThan(30);
  expect(commandLines(read('docs/DEMO.md')).length).toBeGreaterThan(10);
  expect(faultsOf('threadline-investigator timelin --demo')).toEqual(['timelin --demo: no such command']);
  expect(faultsOf('threadline-investigator count --demmo')).toEqual(['count --demmo: --demmo']);
});

function filesUnder(folder: string): readonly string[] {
  const left = ['node_modules', 'dist', 'release', 'test-results', 'playwright-report', '.git'];
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (!entry.isDirectory()) return [file];
    return left.includes(file) ? [] : filesUnder(file);
  });
}

function all(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found]) => found ?? '');
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```/gm, '');
}

function leads(page: string, target: string): boolean {
  const [to = '', anchor] = target.split('#');
  const file = to === '' ? page : path.posix.join(path.posix.dirname(page), to).replace(/\/$/, '');
  if (!files.some((one) => one === file || one.startsWith(`${file}/`))) return false;
  if (anchor === undefined) return true;
  return all(read(file), /^#+ (.+)$/gm).some((heading) => slug(heading) === anchor);
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}

/** Of this project: below one of its folders, or a source file by its last names. */
function isPath(name: string): boolean {
  return (
    /^(?:electron|shared|renderer|build|bench|e2e|docs|\.ci)\//.test(name) ||
    /^[\w*/.-]+\.(?:tsx?|mjs)$/.test(name)
  );
}

function fits(file: string, name: string): boolean {
  const alternatives = name.replaceAll(
    /\{([^}]+)\}/g,
    (_, list: string) => `(?:${list.replaceAll(',', '|')})`,
  );
  const pattern = alternatives
    .replaceAll('.', '\\.')
    .replaceAll('**/', '(?:.+/)?')
    .replaceAll(/(?<!\))\*/g, '[^/]*');
  return new RegExp(`(?:^|/)${pattern.replace(/\/$/, '')}(?:/|$)`).test(file);
}

/** Lines of shell examples that run the command line, continued ones joined. */
function commandLines(text: string): readonly string[] {
  return all(text, /^```sh\n([\s\S]*?)^```/gm)
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .flatMap((line) => line.split(/ # | {2,}#/)[0] ?? [])
    .filter((line) => /^(?:threadline-investigator|node dist\/electron\/cli\.js) /.test(line));
}

/** What the command line would not know of it. Values of options are not looked at. */
function faultsOf(line: string): readonly string[] {
  const words = (line.split(/ [|>] /)[0] ?? '').split(/\s+/).slice(line.startsWith('node ') ? 2 : 1);
  const program: Command = silentProgram();
  let command = program;
  let place = 0;
  while (command.commands.length > 0) {
    const next = command.commands.find((one) => one.name() === words[place]);
    if (next === undefined) return [`${words.join(' ')}: no such command`];
    command = next;
    place += 1;
  }
  const options = [...command.options, ...program.options];
  return words
    .slice(place)
    .filter((word) => /^--?[a-z]/.test(word))
    .filter((word) => !options.some((option) => option.long === word || option.short === word))
    .map((word) => `${words.join(' ')}: ${word}`);
}
