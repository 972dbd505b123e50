import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

describe('indexes', () => {
  it('answers as one document', async () => {
    const { code, stdout, stderr } = await cli.run(['indexes', '--json', '--url', database.url]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const review = documents.indexes.parse(JSON.parse(stdout));
    expect(review.recommendations.find(({ columns }) => columns.includes('table_pk'))).toMatchObject({
      state: 'missing',
      importance: 'recommended',
    });
  });

  it('prints DDL to copy and says that nothing was created; plans with --verbose', async () => {
    const { stdout } = await cli.run(['indexes', '--url', database.url]);
    expect(stdout).toMatch(/^QUESTION +SERVED +READS AS A WHOLE +MISSING\n/);
    expect(stdout).toContain(
      '\nCREATE INDEX CONCURRENTLY "audit_changes_row_history_idx" ON "public"."audit_changes"',
    );
    expect(stdout).toMatch(/-- recommended: audit_changes_row_history_idx is missing; about .*an estimate/);
    expect(stdout).toContain('DROP INDEX CONCURRENTLY "public"."audit_transactions_txid_idx";');
    expect(stdout).toContain('Nothing was created.');
    expect(stdout).not.toContain('Plans now');
    const verbose = await cli.run(['indexes', '--verbose', '--url', database.url]);
    expect(verbose.stdout).toMatch(/Plans now\nthe newest changes, unfiltered:\n {2}Limit/);
  });
});
