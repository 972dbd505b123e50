import type { FindHit } from '@shared/domain/find.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import type { Conditions } from '@shared/domain/filters.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import type { TextRow } from '../db/session.ts';
import { byFilters } from './hits.ts';
import { rowKeyHit } from './lookUpRowKeys.ts';
import { newestOf } from './occurrences.ts';

/** Rows remembered a column: enough to say "in one row" and to list a few. */
const MOST_ROWS = 1_000;
/** Keys listed as rows of their own; a member of a composite key may be shared by ever so many. */
const MOST_KEYS = 20;

interface Seen {
  readonly table_schema: string;
  readonly table_name: string;
  readonly path: string;
  /** The column whose whole value it is; null inside a JSON value of a column. */
  readonly key: string | null;
  /** One bit a spelling. */
  spelled: number;
  readonly rows: Set<string>;
  count: number;
  newest: FindHit['newest'];
  transaction_id: string;
}

/**
 * Gathers what the chunks of the search find into one hit a column, and one a row whose key holds the text.
 * Chunks come newest first, so the first occurrence of anything is its newest. A class because it grows.
 */
export class ValueHits {
  readonly #spellings: readonly string[];
  readonly #values = new Map<string, Seen>();
  readonly #keys = new Map<string, { readonly row: TextRow; count: number }>();

  constructor(spellings: readonly string[]) {
    this.#spellings = spellings;
  }

  add(row: TextRow): void {
    if (row['place'] === 'key') this.#addKey(row);
    else this.#addValue(row);
  }

  /** Fewest rows first, then newest first: what occurs in one row is what was most likely meant. */
  hits(): readonly FindHit[] {
    const values = [...this.#values.values()].sort(
      (a, b) =>
        a.rows.size - b.rows.size ||
        compareBytes(b.newest?.captured_at ?? '', a.newest?.captured_at ?? '') ||
        compareBytes(a.path, b.path),
    );
    return [...this.#keyHits(), ...values.map((seen) => this.#valueHit(seen))];
  }

  #keyHits(): readonly FindHit[] {
    return [...this.#keys.values()].slice(0, MOST_KEYS).map(({ row, count }) =>
      rowKeyHit(
        {
          table_schema: row['table_schema'] ?? '',
          table_name: row['table_name'] ?? '',
          table_pk: row['table_pk'] ?? '{}',
        },
        count,
        newestOf(row['id'], row['captured_at']),
      ),
    );
  }

  #valueHit(seen: Seen): FindHit {
    const { table_schema, table_name, path, rows, count, newest } = seen;
    const table = `${table_schema}.${table_name}`;
    const [only = null] = rows.size === 1 ? rows : [];
    return {
      kind: 'recorded_value',
      label: `${path} of ${table}`,
      where: { table_schema, table_name, column: path, table_pk: only, rows: rows.size },
      count,
      capped: false,
      newest,
      opens: this.#opens(seen, table, only),
    };
  }

  /** The filter on values knows whole columns only; what is deeper opens by its row, or by its newest change. */
  #opens(
    { key, spelled, newest, transaction_id }: Seen,
    table: string,
    only: JsonText | null,
  ): FindHit['opens'] {
    if (key === null && only === null && newest !== null)
      return { by: 'change', id: newest.change_id, transaction_id };
    const texts = this.#spellings.filter((_, i) => (spelled & (1 << i)) !== 0);
    return byFilters({ table: [table], ...narrowed(key, texts, only) });
  }

  #addValue(row: TextRow): void {
    const { table_schema, table_name, key = null, path, table_pk } = row;
    const name = JSON.stringify([table_schema, table_name, key, path]);
    const seen: Seen = this.#values.get(name) ?? {
      table_schema: table_schema ?? '',
      table_name: table_name ?? '',
      path: path ?? '',
      key,
      spelled: 0,
      rows: new Set(),
      count: 0,
      newest: null,
      transaction_id: '',
    };
    const newest = newestOf(row['id'], row['captured_at']);
    // Within a chunk groups come in no order.
    if (compareBytes(newest?.captured_at ?? '', seen.newest?.captured_at ?? '') > 0) {
      seen.newest = newest;
      seen.transaction_id = row['transaction_id'] ?? '';
    }
    seen.count += Number(row['count']);
    seen.spelled |= Number(row['spelled']);
    if (seen.rows.size < MOST_ROWS) seen.rows.add(table_pk ?? '{}');
    this.#values.set(name, seen);
  }

  #addKey(row: TextRow): void {
    const name = JSON.stringify([row['table_schema'], row['table_name'], row['table_pk']]);
    const before = this.#keys.get(name);
    if (before === undefined) this.#keys.set(name, { row, count: Number(row['count']) });
    else before.count += Number(row['count']);
  }
}

/** A column whose name holds an equals sign cannot be written as COLUMN=V; its row can be named where it is one. */
function narrowed(key: string | null, texts: readonly string[], only: JsonText | null): Conditions {
  if (key !== null && !key.includes('=') && key !== '')
    return { value: texts.map((text) => `${key}=${text}`) };
  return only === null ? {} : { pk: [only] };
}
