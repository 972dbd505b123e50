/** Small builders every statement shares. Nothing here ever holds a value from outside: values are bound. */

/** A quoted identifier, quotes doubled: `a"b` → `"a""b"`. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `"schema"."name"` */
export function qualified(schema: string, name: string): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** A quoted literal for the few places that take no parameter and whose text is ours. */
export function quoteLiteral(text: string): string {
  const body = text.replaceAll("'", "''");
  return body.includes('\\') ? ` E'${body.replaceAll('\\', '\\\\')}'` : `'${body}'`;
}

/**
 * SQL for a timestamptz as canonical instant text (shared/domain/instant.ts): UTC, six digits, `Z`. What does
 * not fit that form (infinity, BC, years past 9999) comes as PostgreSQL's own text; a read runs in UTC and
 * ISO style (read.ts), so `::timestamptz` reads it back exactly.
 */
export function instantSql(expression: string): string {
  return (
    `CASE WHEN ${expression} >= '0001-01-01T00:00:00Z'::timestamptz` +
    ` AND ${expression} < '10000-01-01T00:00:00Z'::timestamptz` +
    ` THEN to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` +
    ` ELSE ${expression}::text END`
  );
}
