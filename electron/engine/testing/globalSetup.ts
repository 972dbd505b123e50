import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { packagedBinaries } from '@engine/embedded/binaries.ts';
import { isAlive } from '@engine/embedded/processes.ts';
import { removeEmbeddedData, startEmbeddedServer } from '@engine/embedded/server.ts';
import type { EmbeddedServer } from '@engine/embedded/server.ts';
import { keptDatabases } from './kept.ts';
import type { TestServer, TestedVersion } from './servers.ts';

/** Speed over durability: nothing here outlives the run, except what a failed test leaves to be looked at. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
};

const runsFolder = path.join(tmpdir(), 'threadline-investigator-tests');
const keptRuns = 3;

interface Running {
  readonly dataDir: string;
  readonly binaries: string | undefined;
  readonly server: EmbeddedServer;
}

/** Starts one server a version for the whole run; tests make databases of their own (database.ts). */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(runsFolder, { recursive: true });
  await forgetOldRuns();
  const running: Running[] = [];
  const start = async (version: TestedVersion, binaries?: string): Promise<TestServer> => {
    const dataDir = path.join(runsFolder, `${process.pid}-${version}`);
    await removeEmbeddedData(dataDir, binaries);
    const server = await startEmbeddedServer({
      dataDir,
      settings,
      ...(binaries === undefined ? {} : { binaries }),
    });
    running.push({ dataDir, binaries, server });
    const { host, port, user, password } = server;
    return { available: true, host, port, user, password };
  };
  const stop = async () => {
    for (const { server, dataDir, binaries } of running) await stopOne(server, dataDir, binaries);
  };
  try {
    const oldest = oldestBinaries();
    const [newer, older] = await Promise.all([
      // `npm run test:full` puts 17, 16 and 15 in its place, one run each.
      start(18, process.env['THREADLINE_TEST_POSTGRES_18']),
      'folder' in oldest ? start(14, oldest.folder) : Promise.resolve(oldest),
    ]);
    if (!older.available) project.vitest.logger.warn(`PostgreSQL 14 tests are skipped: ${older.reason}`);
    project.provide('testServers', { '18': newer, '14': older });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function oldestBinaries(): { folder: string } | { available: false; reason: string } {
  const cache = path.resolve(import.meta.dirname, '../../../node_modules/.cache/postgres/14/native');
  const folder = process.env['THREADLINE_TEST_POSTGRES_14'] ?? cache;
  const program = process.platform === 'win32' ? 'postgres.exe' : 'postgres';
  if (existsSync(path.join(folder, 'bin', program))) return { folder };
  return {
    available: false,
    reason: `PostgreSQL 14 is not in ${folder}; "npm run setup" fetches it, or set THREADLINE_TEST_POSTGRES_14`,
  };
}

async function stopOne(server: EmbeddedServer, dataDir: string, binaries: string | undefined): Promise<void> {
  const kept = await keptDatabases(server);
  await server.stop();
  if (kept.length === 0) {
    await removeEmbeddedData(dataDir, binaries);
    return;
  }
  const program = path.join(binaries ?? packagedBinaries(), 'bin', 'postgres');
  console.error(
    [
      `Kept after failed tests: ${kept.join(', ')}`,
      `  in ${server.dataFolder}, password in ${dataDir}.password; to look at them start, as its owner:`,
      `  ${program} -D ${server.dataFolder} -p ${server.port} -c unix_socket_directories=`,
    ].join('\n'),
  );
}

/** Data kept for a look are not kept for ever: the newest few stay, those in use are let be. */
async function forgetOldRuns(): Promise<void> {
  const runs = readdirSync(runsFolder)
    .filter((name) => /^\d+-\d+\.password$/.test(name))
    .map((name) => ({ name, made: statSync(path.join(runsFolder, name)).mtimeMs }))
    .sort((a, b) => b.made - a.made)
    .slice(keptRuns);
  for (const { name } of runs) {
    if (isAlive(Number.parseInt(name, 10))) continue;
    const dataDir = path.join(runsFolder, name.replace(/\.password$/, ''));
    await removeEmbeddedData(dataDir).catch(() => rmSync(`${dataDir}.password`, { force: true }));
  }
}
