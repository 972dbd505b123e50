export interface RowSearch {
  /** `SCHEMA.NAME` and the key, JSON text of the whole one or a bare value; absent: none is chosen yet. */
  readonly table?: string | undefined;
  readonly pk?: string | undefined;
  /** The moment the row is shown as of; absent: as it stands. */
  readonly at?: string | undefined;
  /** The two moments compared. */
  readonly a?: string | undefined;
  readonly b?: string | undefined;
  /** `all`: equal fields are listed, too. */
  readonly fields?: 'all' | undefined;
  /** The window of the versions listed, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Between these no change is to be stated, both included. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const TEXTS = ['table', 'pk', 'at', 'a', 'b', 'from', 'to', 'since', 'until'] as const;

/** Takes what an address holds; what is no text goes. Nothing is judged yet. */
export function rowSearch(raw: Record<string, unknown>): RowSearch {
  const search: Record<string, string> = {};
  for (const key of TEXTS) {
    const value = raw[key];
    if (typeof value === 'string' && value !== '') search[key] = value;
  }
  return raw['fields'] === 'all' ? { ...search, fields: 'all' } : search;
}
