import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { benchCancel } from './cancel.ts';
import { benchHistogram } from './histogram.ts';
import { benchLookups } from './lookups.ts';
import { bareClient } from './support/bareClient.ts';
import type { BenchDatabase } from './support/database.ts';
import type { ReadResult } from './support/read.ts';
import { benchWalk } from './walk.ts';

export const readParts = ['lookups', 'walk', 'histogram', 'stops'] as const;
type ReadPart = (typeof readParts)[number];

/** The wanted reads; the first page has a table of its own. */
export async function benchReads(
  database: BenchDatabase,
  parts: readonly ReadPart[],
  {
    root,
    rounds,
    say,
  }: { readonly root: string; readonly rounds: number; readonly say: (text: string) => void },
): Promise<readonly ReadResult[]> {
  const { endpoint, password } = parsePostgresUrl(database.url);
  const source = await openAuditSource(endpoint, password);
  const client = await bareClient(database.url);
  const benches: Readonly<Record<ReadPart, () => Promise<readonly ReadResult[]>>> = {
    lookups: () => benchLookups(source, client, Math.max(rounds * 4, 20)),
    walk: () => benchWalk(source, client, rounds),
    histogram: () => benchHistogram(source, client, rounds),
    stops: () => benchCancel(database, root, say),
  };
  const results: ReadResult[] = [];
  try {
    for (const part of parts) {
      say(part);
      results.push(...(await benches[part]()));
    }
    return results;
  } finally {
    await client.end();
    await source.session.close();
  }
}
