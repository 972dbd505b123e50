import type { Statement } from '../db/session.ts';

/** Indexes of the two capture tables: name, validity, method and first key columns. Catalogue only. */
export function indexesStatement(changesOid: string, transactionsOid: string): Statement {
  return {
    text: `
SELECT i.indrelid::text AS table_oid, c.relname::text AS name, i.indisvalid AND i.indisready AS valid, i.indpred IS NULL AS whole,
       m.amname::text AS method, pg_get_indexdef(c.oid, 1, true) AS first_key,
       pg_get_indexdef(c.oid, 2, true) AS second_key, pg_get_indexdef(c.oid, 3, true) AS third_key
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN pg_am m ON m.oid = c.relam
 WHERE i.indrelid IN ($1::oid, $2::oid)
 ORDER BY c.relname`,
    values: [changesOid, transactionsOid],
  };
}
