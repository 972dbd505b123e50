import { findingCodes, type FindingCode } from '@shared/domain/integrity.ts';
import type { Filters } from '@shared/domain/filters.ts';

export interface IntegritySearch {
  /** The window checked, inclusive; absent: all that is still held. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `SCHEMA.NAME`; absent: every table. */
  readonly table?: string | undefined;
  /** The findings listed; absent: all. */
  readonly code?: FindingCode | undefined;
}

/** Takes what an address holds; what is no text, and a code nobody knows, goes. */
export function integritySearch(raw: Record<string, unknown>): IntegritySearch {
  const search: Record<string, string> = {};
  for (const key of ['from', 'to', 'table']) {
    const value = raw[key];
    if (typeof value === 'string' && value !== '') search[key] = value;
  }
  const code = findingCodes.find((one) => one === raw['code']);
  return code === undefined ? search : { ...search, code };
}

/** Pure: what is checked, as filters. Which findings are listed is no part of it. */
export function questionOf({ from, to, table }: IntegritySearch): Filters {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(table === undefined ? {} : { table: [table] }),
  };
}
