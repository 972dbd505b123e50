/**
 * The transaction-id clock. `xmin` of a row version is the 32-bit id of the (sub)transaction that wrote it;
 * `audit_transactions.txid` is the same counter in 64 bits. Both are compared modulo 2^32.
 */

/** SQL, boolean: the row version `xmin` was written by exactly the top-level transaction `txid`. */
export function wroteSql(xmin: string, txid: string): string {
  return `${xmin} = (((((${txid}) & 4294967295) + 2147483648) & 4294967295) - 2147483648)::int4`;
}

/** SQL, boolean: it was not. */
export function wroteNotSql(xmin: string, txid: string): string {
  return `${xmin} <> (((((${txid}) & 4294967295) + 2147483648) & 4294967295) - 2147483648)::int4`;
}

/**
 * SQL, bigint: the 64-bit id of `xmin` when it was given out no earlier than `txid`. Subtransactions take their
 * ids after the transaction they are in, so this is theirs too.
 */
export function notBeforeSql(xmin: string, txid: string): string {
  return `(${txid} + ((${xmin}::text::bigint - ${txid}) & 4294967295))`;
}

/** SQL, bigint: the 64-bit id of `xmin`, the newest that is not beyond `current`. */
export function notAfterSql(xmin: string, current: string): string {
  return `(${current} - ((${current} - ${xmin}::text::bigint) & 4294967295))`;
}

/**
 * SQL, bigint: one past the newest completed transaction id: every row version in sight was written by a smaller
 * one. Allowed on standbys and read-only.
 */
export const currentSql = 'pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text::bigint';
