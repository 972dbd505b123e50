import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '@engine/capture/install.ts';
import { createTestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../testing/cli.ts';

let cli: Cli;
beforeAll(async () => {
  cli = await makeCli();
});
afterAll(() => cli.remove());

describe('capture prints SQL and touches nothing', () => {
  it('install, triggers, uninstall, without any database', async () => {
    const install = await cli.run(['capture', 'install', '--storage-schema', 'audit']);
    expect(install).toMatchObject({ code: 0, stderr: '' });
    expect(install.stdout).toContain('CREATE SCHEMA IF NOT EXISTS "audit"');
    const config = path.join(cli.folder, 'threadline.config.json');
    await writeFile(
      config,
      '{"storage_schema":"audit","trigger_capture":{"tables":{"users":{"exclude":["password_hash"]}}}}',
    );
    const triggers = await cli.run(['capture', 'triggers', '--tables', 'users,posts', '--config', config]);
    expect(triggers).toMatchObject({ code: 0, stderr: '' });
    expect(triggers.stdout).toContain("- 'password_hash'");
    expect(triggers.stdout).toContain('threadline_audit_posts');
    const uninstall = await cli.run(['capture', 'uninstall', '--config', config, '--json']);
    expect((JSON.parse(uninstall.stdout) as { sql: string }).sql).toContain(
      'DROP TRIGGER IF EXISTS "threadline_audit_users"',
    );
  });

  it('compares with what is deployed', async () => {
    const database = await createTestDatabase({ from: 'seed' });
    const { code, stdout } = await cli.run([
      'capture',
      'triggers',
      '--tables',
      'users',
      '--diff',
      '--url',
      database.url,
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^public\.threadline_capture_changes: /);
    expect(stdout).toContain('+++ generated public.threadline_capture_changes');
  });
});

describe('capture triggers --diff', () => {
  it('looks where the database has its audit tables, unless told', async () => {
    const shop = await createTestDatabase();
    try {
      await shop.execute('CREATE TABLE users (id int PRIMARY KEY)');
      await shop.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
      const diff = async (...args: readonly string[]): Promise<Awaited<ReturnType<Cli['run']>>> =>
        cli.run(['capture', 'triggers', '--tables', 'users', '--diff', '--json', '--url', shop.url, ...args]);
      const probed = documents['capture triggers --diff'].parse(JSON.parse((await diff()).stdout));
      expect(probed.functions).toEqual([
        { name: 'threadline.threadline_capture_changes', state: 'same', diff: '' },
      ]);
      const config = path.join(cli.folder, 'elsewhere.json');
      await writeFile(config, '{"storage_schema":"threadline"}');
      expect((await diff('--config', config)).stdout).toContain('"same"');
      // What is named outranks what is found: there are no audit tables.
      await writeFile(config, '{"storage_schema":"public"}');
      expect((await diff('--config', config)).stdout).toContain('"not_threadline"');
      expect((await diff('--config', config, '--storage-schema', 'threadline')).stdout).toContain('"same"');
    } finally {
      await shop.drop();
    }
  });
});
