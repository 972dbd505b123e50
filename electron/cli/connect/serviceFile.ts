import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InvestigatorError } from '@shared/domain/errors.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The settings of one service of `pg_service.conf`, looked for where libpq looks: PGSERVICEFILE, else
 * `~/.pg_service.conf`, else `$PGSYSCONFDIR/pg_service.conf`. Error: `usage` (no such service or file).
 */
export function readService(name: string, env: Env): ReadonlyMap<string, string> {
  const files = serviceFiles(env).filter((file) => existsSync(file));
  for (const file of files) {
    const service = parseServiceFile(readFileSync(file, 'utf8')).get(name);
    if (service !== undefined) return service;
  }
  throw new InvestigatorError('usage', `no service ${JSON.stringify(name)} is defined`, {
    hint: `PGSERVICE names a section of pg_service.conf; looked in ${files.length === 0 ? serviceFiles(env).join(', ') : files.join(', ')}.`,
  });
}

/** Sections of `[name]`, `key=value` lines, `#` comments; the first section of a name counts, as in libpq. */
export function parseServiceFile(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const services = new Map<string, Map<string, string>>();
  let current: Map<string, string> | null = null;
  for (const line of text.split(/\r?\n/).map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const section = /^\[(.+)\]$/.exec(line)?.[1];
    if (section !== undefined) {
      current = new Map();
      if (!services.has(section)) services.set(section, current);
      continue;
    }
    const equals = line.indexOf('=');
    if (equals > 0) current?.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
  }
  return services;
}

function serviceFiles(env: Env): readonly string[] {
  const own = env['PGSERVICEFILE'] ?? path.join(os.homedir(), '.pg_service.conf');
  const system = env['PGSYSCONFDIR'];
  return system === undefined ? [own] : [own, path.join(system, 'pg_service.conf')];
}
