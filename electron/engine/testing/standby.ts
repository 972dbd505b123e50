import { execFileSync } from 'node:child_process';
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeEmbeddedData, startEmbeddedServer, type EmbeddedServer } from '@engine/embedded/server.ts';

export interface StandbyPair {
  readonly primary: EmbeddedServer;
  readonly standby: EmbeddedServer;
  stop(): Promise<void>;
}

const settings = { fsync: 'off', full_page_writes: 'on', shared_buffers: '32MB', wal_level: 'replica' };

/**
 * A server and a hot standby that streams from it: a copy of its folder, taken while it is down, because
 * pg_basebackup is not among the packaged programs. Needs `cp`; for tests outside Windows.
 */
export async function startStandbyPair(name: string): Promise<StandbyPair> {
  const folder = path.join(tmpdir(), 'threadline-investigator-tests', `${process.pid}-${name}`);
  const [first, second] = [`${folder}-primary`, `${folder}-standby`];
  await (await startEmbeddedServer({ dataDir: first, settings })).stop();
  rmSync(second, { recursive: true, force: true });
  execFileSync('cp', ['-a', first, second]);
  copyFileSync(`${first}.password`, `${second}.password`);
  writeFileSync(path.join(second, 'standby.signal'), '', { mode: 0o644 });
  const primary = await startEmbeddedServer({ dataDir: first, settings });
  const { host, port, user, password } = primary;
  const standby = await startEmbeddedServer({
    dataDir: second,
    settings: {
      ...settings,
      primary_conninfo: `host=${host} port=${port} user=${user} password=${password}`,
      wal_retrieve_retry_interval: '100ms',
    },
  });
  return {
    primary,
    standby,
    stop: async () => {
      await standby.stop();
      await primary.stop();
      await removeEmbeddedData(second);
      await removeEmbeddedData(first);
    },
  };
}
