import type { FindHit } from '@shared/domain/find.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import { jsonElements, jsonKind, jsonString } from '@shared/domain/jsonText.ts';
import { plural } from '@shared/domain/plural.ts';
import type { TextRow } from '../db/session.ts';
import { byFilters } from './hits.ts';
import { newestOf } from './occurrences.ts';
import type { Wanted } from './wanted.ts';

interface Seen {
  /** Names, and null for a place in a list. */
  readonly path: readonly (string | null)[];
  /** One bit a spelling. */
  spelled: number;
  transactions: number;
  changes: number;
  newest: FindHit['newest'];
  readonly transaction_id: string;
}

/**
 * Gathers what the chunks of a search through meta find into one hit a path. Chunks come newest first, so the first
 * transaction of a path is its newest. A class because it grows.
 */
export class MetaHits {
  readonly #schema: string;
  readonly #wanted: Pick<Wanted, 'spellings' | 'number'>;
  readonly #seen = new Map<string, Seen>();

  constructor(schema: string, wanted: Pick<Wanted, 'spellings' | 'number'>) {
    this.#schema = schema;
    this.#wanted = wanted;
  }

  add(row: TextRow): void {
    const name = row['path'] ?? '[]';
    const seen: Seen = this.#seen.get(name) ?? {
      path: jsonElements(name).map((step) => (jsonKind(step) === 'null' ? null : jsonString(step))),
      spelled: 0,
      transactions: 0,
      changes: 0,
      newest: null,
      transaction_id: row['transaction_id'] ?? '',
    };
    seen.spelled |= Number(row['spelled']);
    seen.transactions += Number(row['count']);
    seen.changes += Number(row['changes']);
    const newest = newestOf(row['id'], row['captured_at']);
    if (compareBytes(newest?.captured_at ?? '', seen.newest?.captured_at ?? '') > 0) seen.newest = newest;
    this.#seen.set(name, seen);
  }

  /** Most changes first. */
  hits(): readonly FindHit[] {
    return [...this.#seen.values()].sort((a, b) => b.changes - a.changes).map((seen) => this.#hit(seen));
  }

  #hit(seen: Seen): FindHit {
    const column = columnOf(seen.path);
    return {
      kind: 'meta_value',
      label: `${column} of ${plural(seen.transactions, 'transaction')}`,
      where: {
        table_schema: this.#schema,
        table_name: 'audit_transactions',
        column,
        table_pk: null,
        rows: null,
      },
      count: seen.changes,
      capped: false,
      newest: seen.newest,
      opens: this.#opens(seen),
    };
  }

  /** A filter shows changes: what has none, or is no object, opens as the newest transaction. */
  #opens({ path, spelled, changes, transaction_id }: Seen): FindHit['opens'] {
    if (changes === 0 || typeof path[0] !== 'string') return { by: 'transaction', id: transaction_id };
    const { spellings, number } = this.#wanted;
    const leaves = [
      ...spellings.filter((_, i) => (spelled & (1 << i)) !== 0).map((text) => JSON.stringify(text)),
      ...(number !== null && (spelled & 1) !== 0 ? [number] : []),
    ];
    return byFilters({ meta: leaves.map((leaf) => around(path, leaf)) });
  }
}

/** The smallest document that holds the leaf at the path. */
function around(path: readonly (string | null)[], leaf: string): string {
  return path.reduceRight<string>(
    (inner, step) => (step === null ? `[${inner}]` : `{${JSON.stringify(step)}:${inner}}`),
    leaf,
  );
}

/** `meta.ip`, `meta.tags[*]`; a name that could be misread is quoted, as in a path of a recorded value. */
function columnOf(path: readonly (string | null)[]): string {
  const steps = path.map((step) =>
    step === null ? '[*]' : `.${/^[^."*[\]]+$/.test(step) ? step : JSON.stringify(step)}`,
  );
  return `meta${steps.join('')}`;
}
