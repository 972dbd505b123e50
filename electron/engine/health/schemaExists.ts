import type { AuditSource, Statement } from '../db/session.ts';

/** Whether the database has a schema of this exact name. Errors: those of Session.read. */
export async function schemaExists(
  { session }: Pick<AuditSource, 'session'>,
  name: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const [row] = await session.read({ signal }, (tx) => tx.rows(schemaExistsStatement(name)));
  return row?.['found'] === 't';
}

/** Served by pg_namespace's unique index on the name. */
function schemaExistsStatement(name: string): Statement {
  return { text: 'SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS found', values: [name] };
}
