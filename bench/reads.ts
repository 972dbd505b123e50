import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { benchCancel } from './cancel.ts';
import { bareClient } from './support/bareClient.ts';
import type { BenchDatabase } from './support/database.ts';
import type { ReadResult } from './support/read.ts';
import { benchWalk } from './walk.ts';

/** Every read but the first page, which has a table of its own. */
export async function benchReads(
  database: BenchDatabase,
  root: string,
  rounds: number,
  say: (text: string) => void,
): Promise<readonly ReadResult[]> {
  const { endpoint, password } = parsePostgresUrl(database.url);
  const source = await openAuditSource(endpoint, password);
  const client = await bareClient(database.url);
  try {
    say('walk');
    const walk = await benchWalk(source, client, rounds);
    say('stops');
    const stops = await benchCancel(database, root, say);
    return [...walk, ...stops];
  } finally {
    await client.end();
    await source.session.close();
  }
}
