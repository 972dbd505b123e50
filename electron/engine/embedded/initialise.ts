import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerAccount } from './account.ts';
import type { Binaries } from './binaries.ts';
import { keepPassword, keptPassword, newPassword } from './password.ts';
import type { Place } from './place.ts';
import { isAlive } from './processes.ts';
import { runProgram } from './program.ts';

export const superuser = 'postgres';

/** Arguments that give UTF-8, code-point order and English messages on every system. */
export function localeArguments(majorVersion: number, platform: NodeJS.Platform): string[] {
  if (majorVersion >= 17) {
    return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  }
  // Windows and macOS have no C.UTF-8; plain C sorts by byte, which for UTF-8 is the same order.
  return [platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C', '--lc-messages=C'];
}

async function majorVersion(binaries: Binaries): Promise<number> {
  const text = await runProgram(binaries.postgres, ['--version'], null);
  return Number(/\(PostgreSQL\) (\d+)/.exec(text)?.[1] ?? Number.NaN);
}

/**
 * Makes sure that `place` holds an initialised data folder and answers its password. A new one is made
 * under another name and moved into place when complete: a killed run never leaves half a database.
 */
export async function initialised(
  binaries: Binaries,
  place: Place,
  account: ServerAccount | null,
): Promise<string> {
  const kept = keptPassword(place.password);
  if (existsSync(path.join(place.data, 'PG_VERSION'))) {
    return kept ?? (await replacePassword(binaries, place, account));
  }
  removeUnfinished(place.data);
  const password = kept ?? newPassword();
  const unfinished = `${place.data}.init-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = path.join(`${unfinished}.password`);
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' });
  if (account !== null) {
    for (const file of [unfinished, passwordFile]) chownSync(file, account.uid, account.gid);
  }
  try {
    const locale = localeArguments(await majorVersion(binaries), process.platform);
    await runProgram(
      binaries.initdb,
      // No fsync of an empty database: what a power cut loses here is made again.
      ['-D', unfinished, '-U', superuser, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
        .concat('--encoding=UTF8', '--no-sync', '--no-instructions')
        .concat(locale),
      account,
    );
    keepPassword(place.password, password);
    rmSync(place.data, { recursive: true, force: true });
    renameSync(unfinished, place.data);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
  return password;
}

/** The password file was lost, the data were not: sets a new one without the network. */
async function replacePassword(
  binaries: Binaries,
  place: Place,
  account: ServerAccount | null,
): Promise<string> {
  const password = newPassword();
  const statement = `ALTER ROLE ${superuser} PASSWORD '${password}'\n`;
  await runProgram(binaries.postgres, ['--single', '-D', place.data, 'postgres'], account, statement);
  keepPassword(place.password, password);
  return password;
}

/** Left by runs that were killed while initialising; those still running are let be. */
function removeUnfinished(data: string): void {
  const parent = path.dirname(data);
  const prefix = `${path.basename(data)}.init-`;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid !== process.pid && isAlive(pid)) continue;
    rmSync(path.join(parent, name), { recursive: true, force: true });
  }
}
