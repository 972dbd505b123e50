import { Client } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { createTestDatabase, describeOn } from '@engine/testing/database.ts';
import type { TestDatabase } from '@engine/testing/database.ts';
import { testedVersions } from '@engine/testing/servers.ts';
import { captureInstallSql } from './install.ts';
import { captureTriggerSql } from './triggers.ts';

/** docs/CAPTURE.md states which rights a writer needs. Roles belong to the server: named after the database. */
for (const version of testedVersions) {
  describeOn(version, 'a writer with the least rights', () => {
    let db: TestDatabase;
    let writer: Client;
    let role: string;

    beforeAll(async () => {
      db = await createTestDatabase({ version });
      role = `writer_of_${db.name}`;
      const options = { storageSchema: 'threadline', era: 'current' } as const;
      await db.execute(captureInstallSql(options));
      await db.execute('CREATE TABLE users (id int PRIMARY KEY, a text)');
      await db.execute(
        captureTriggerSql({ ...options, tables: [{ table: 'users', store_changed_from: true }] }),
      );
      await db.execute(`CREATE ROLE ${role} LOGIN PASSWORD '${db.password}'; GRANT ALL ON users TO ${role}`);
      const { host, port, database } = db.endpoint;
      writer = new Client({ host, port, database, user: role, password: db.password });
      await writer.connect();
      return async () => {
        await writer.end();
        await db.execute(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
      };
    });

    it('is refused without rights on the audit tables', async () => {
      await expect(writer.query('INSERT INTO users VALUES (1)')).rejects.toThrow(
        'permission denied for schema threadline',
      );
    });

    it('can write with exactly those of docs/CAPTURE.md, and not change what was captured', async () => {
      await db.execute(`
        GRANT USAGE ON SCHEMA threadline TO ${role};
        GRANT SELECT, INSERT ON threadline.audit_transactions TO ${role};
        GRANT INSERT ON threadline.audit_changes TO ${role}`);
      await writer.query('INSERT INTO users VALUES (1); UPDATE users SET a = 1; DELETE FROM users');
      expect(await db.query('SELECT op FROM threadline.audit_changes ORDER BY captured_at')).toEqual([
        { op: 'insert' },
        { op: 'update' },
        { op: 'delete' },
      ]);
      await expect(writer.query('DELETE FROM threadline.audit_changes')).rejects.toThrow('permission denied');
    });
  });
}
