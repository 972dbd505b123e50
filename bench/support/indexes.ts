import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { reviewIndexes } from '@engine/health/indexes/review.ts';
import { bareClient } from './bareClient.ts';

/**
 * Makes what the index review proposes, as its reader would, by its own DDL: everything recommended, and of the
 * optional ones the B-trees. The GIN indexes over whole images are for hosts that search values all day.
 */
export async function makeProposedIndexes(url: string, say: (text: string) => void): Promise<void> {
  const { endpoint, password } = parsePostgresUrl(url);
  const source = await openAuditSource(endpoint, password);
  const client = await bareClient(url);
  try {
    const { recommendations } = await reviewIndexes(source);
    for (const { ddl, state, importance, method } of recommendations) {
      if (state === 'present' || (importance === 'optional' && method !== 'btree')) continue;
      say(`making ${ddl.join(' ')}`);
      for (const statement of ddl) await client.query(statement);
    }
  } finally {
    await client.end();
    await source.session.close();
  }
}
