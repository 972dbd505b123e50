import { describe, expect, it } from 'vitest';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { openAuditSource } from './openAuditSource.ts';

describe('tables without a capture trigger', () => {
  it('are those whose ordinary writes fire none, whatever its name; not those nobody would capture', async () => {
    const database = await createTestDatabase();
    await database.execute(auditTablesSql());
    await database.execute(`
      CREATE SCHEMA shop;
      CREATE TABLE shop.orders (id int PRIMARY KEY);
      CREATE TABLE shop.renamed (id int PRIMARY KEY);
      CREATE TABLE shop.paused (id int PRIMARY KEY);
      CREATE TABLE shop.webhooks (id int PRIMARY KEY);
      CREATE TABLE schema_migrations (version bigint PRIMARY KEY);
      CREATE TABLE threadline_export_jobs (id int);
      CREATE FUNCTION threadline_capture_changes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER threadline_audit_orders AFTER INSERT ON shop.orders
        FOR EACH ROW EXECUTE FUNCTION threadline_capture_changes();
      CREATE TRIGGER ours AFTER INSERT ON shop.renamed FOR EACH ROW EXECUTE FUNCTION threadline_capture_changes();
      CREATE TRIGGER threadline_audit_paused AFTER INSERT ON shop.paused
        FOR EACH ROW EXECUTE FUNCTION threadline_capture_changes();
      ALTER TABLE shop.paused DISABLE TRIGGER threadline_audit_paused;`);
    const { capability, session } = await openAuditSource(database.endpoint, database.password);
    await session.close();
    expect(capability.uncovered_tables).toEqual([
      { table_schema: 'shop', table_name: 'paused' },
      { table_schema: 'shop', table_name: 'webhooks' },
    ]);
  });
});
