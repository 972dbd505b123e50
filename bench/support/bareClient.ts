import pg from 'pg';

/** The reference: node-postgres as it comes, but keeping text, for parsing would only make it slower. */
export async function bareClient(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: () => (value: string | Buffer) => value.toString() },
  });
  await client.connect();
  return client;
}
