import { createHash } from 'node:crypto';
import { byteLength, fullName, maxNameBytes } from './identifiers.ts';
import type { TableName } from './identifiers.ts';

/** The function every table without settings of its own shares. */
export const globalFunction = 'threadline_capture_changes';

const functionPrefix = `${globalFunction}_`;
const triggerPrefix = 'threadline_audit_';
const migrationPrefix = 'threadline_triggers_';
const longestPlain = 36;
const readableBytes = 23;

/** First 12 hex digits of SHA-256: how long names stay apart (CONTRACT §2.2, rule 3). */
export function hash12(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 12);
}

/** The first bytes of a text, never cutting a character in two. */
export function cutToBytes(text: string, bytes: number): string {
  const buffer = Buffer.from(text, 'utf8');
  let end = Math.min(bytes, buffer.length);
  while (end < buffer.length && end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return buffer.toString('utf8', 0, end);
}

function suffix(table: TableName): string {
  return table.schema === 'public' ? table.name : `${table.schema}_${table.name}`;
}

/** Name of a table's capture trigger: cut to 63 bytes, never hashed (CONTRACT §2.1). */
export function triggerName(table: TableName): string {
  return cutToBytes(triggerPrefix + suffix(table), maxNameBytes);
}

/**
 * Name of the capture function of one table, since 0.11 (CONTRACT §2.2, rules 1 to 3). A short name in public
 * stays readable; anything that could collide with another carries a hash of `schema.table`.
 */
export function functionName(table: TableName): string {
  const plain =
    table.schema === 'public' && byteLength(table.name) <= longestPlain && !/_[0-9a-f]{12}$/.test(table.name);
  if (plain) return functionPrefix + table.name;
  return `${functionPrefix}${cutToBytes(suffix(table), readableBytes)}_${hash12(fullName(table))}`;
}

/** Names before 0.11 ignore the schema, and PostgreSQL cuts them silently: tables can come to share one. */
export function baselineTriggerName(table: TableName): string {
  return cutToBytes(triggerPrefix + table.name, maxNameBytes);
}

export function baselineFunctionName(table: TableName): string {
  return cutToBytes(functionPrefix + table.name, maxNameBytes);
}

/** Name of the migration that installs triggers for these tables (CONTRACT §2.2, rule 4). */
export function migrationName(tables: readonly TableName[]): string {
  const readable = tables.map(suffix).join('_');
  if (byteLength(migrationPrefix + readable) <= maxNameBytes) return migrationPrefix + readable;
  const names = [...new Set(tables.map(fullName))].sort().join(',');
  const room = maxNameBytes - byteLength(migrationPrefix) - 13;
  return `${migrationPrefix}${cutToBytes(readable, room)}_${hash12(names)}`;
}
