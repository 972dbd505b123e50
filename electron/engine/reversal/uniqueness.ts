import { jsonMembers, type JsonText } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { ReadTransaction } from '../db/session.ts';
import { attempt } from '../rows/attempt.ts';
import { rowIdentity } from '../scope/rowIdentity.ts';
import { tableKey } from '../scope/readPolicies.ts';
import { claimedValuesStatement } from './claimedValuesStatement.ts';
import type { Shapes, TableShape, UniqueIndex } from './readShapes.ts';
import type { Step } from './step.ts';
import type { Uniqueness } from './taken.ts';
import { valueSql } from './valueSql.ts';

/** Rows of which at most one may have a value: those that have it. */
class Contest {
  readonly rows = new Map<string, RowAddress>();
  readonly columns: readonly string[];

  constructor({ columns }: UniqueIndex) {
    this.columns = columns;
  }
}

interface Claim {
  readonly index: UniqueIndex;
  readonly contest: Contest;
  readonly puts: ReadonlyMap<string, JsonText>;
}

/**
 * Asks the live tables who has what the steps would put, index by index: all but the key's own, and those whose
 * expressions run the host's functions, which are not run here (the statements guard against them all the same).
 * What cannot be asked is taken for free. `steps` are planned as if nothing were taken.
 */
export async function readUniqueness(
  tx: ReadTransaction,
  steps: readonly Step[],
  shapes: Shapes,
): Promise<Uniqueness> {
  const claims = new Map<string, Claim[]>();
  for (const [shape, index, some] of contested(steps, shapes)) {
    const known = some.flatMap((step) => {
      const values = index.columns.map((column) => valueOf(step, shape, column));
      return values.every((value) => value !== null) ? [{ step, values }] : [];
    });
    const [first] = known;
    if (first === undefined) continue;
    const answer = await attempt(tx, claimedValuesStatement(shape, index, first.step.change.table_pk, known));
    if (!answer.ok) continue;
    const contests = new Map<string, Contest>();
    for (const { n, g = '', pk } of answer.rows) {
      const step = known[Number(n) - 1]?.step;
      if (step === undefined) continue;
      const contest = contests.get(g ?? '') ?? new Contest(index);
      contests.set(g ?? '', contest);
      const own = claims.get(step.change.id) ?? [];
      if (!own.some((claim) => claim.index === index))
        claims.set(step.change.id, [...own, { index, contest, puts: new Map(step.puts) }]);
      if (pk === null || pk === undefined) continue;
      const { table_schema, table_name } = shape;
      const holder = { table_schema, table_name, table_pk: pk };
      contest.rows.set(rowIdentity(holder), holder);
    }
  }
  return tracked(claims);
}

/** The steps that put something into a column of an index, by index; only rows whose live state is known. */
function contested(
  steps: readonly Step[],
  shapes: Shapes,
): readonly (readonly [TableShape, UniqueIndex, readonly Step[]])[] {
  return [...shapes.values()].flatMap((shape) => {
    const own = steps.filter(
      ({ change, kind, live }) =>
        tableKey(change) === tableKey(shape) && (kind === 'insert' || kind === 'update') && live === 'agrees',
    );
    return shape.unique_indexes
      .filter(({ foreign_code }) => !foreign_code)
      .map((index) => [shape, index, own.filter((step) => claimsOf(step, index))] as const);
  });
}

function claimsOf({ change, puts }: Step, { plain, columns }: UniqueIndex): boolean {
  const keyed = jsonMembers(change.table_pk).map(([name]) => name);
  if (plain && columns.every((column) => keyed.includes(column))) return false;
  return puts.some(([name]) => columns.includes(name));
}

function valueOf({ kind, row }: Step, shape: TableShape, name: string): string | null {
  const column = shape.columns.get(name);
  if (column === undefined) return null;
  const value = row.get(name);
  if (value !== undefined) return valueSql(shape, column, value);
  const empty = kind === 'insert' && !column.fills_itself && !column.generated;
  return empty ? `NULL::${column.type}` : null;
}

function tracked(claims: ReadonlyMap<string, readonly Claim[]>): Uniqueness {
  const held = new Map<string, Set<Contest>>();
  const hold = (contest: Contest, row: RowAddress): void => {
    const id = rowIdentity(row);
    contest.rows.set(id, row);
    held.set(id, (held.get(id) ?? new Set()).add(contest));
  };
  for (const { contest } of [...claims.values()].flat())
    for (const row of contest.rows.values()) hold(contest, row);
  const same = (claim: Claim, puts: ReadonlyMap<string, JsonText>): boolean =>
    claim.index.columns.every((column) => claim.puts.get(column) === puts.get(column));
  return {
    taken: (change, puts) =>
      (claims.get(change.id) ?? [])
        .filter((claim) => same(claim, puts))
        .flatMap(({ index, contest }) => {
          const [other] = [...contest.rows].filter(([id]) => id !== rowIdentity(change));
          return other === undefined ? [] : [{ index, holder: other[1] }];
        }),
    took: (change, put, to) => {
      const own = rowIdentity(change);
      const before = held.get(own) ?? new Set();
      held.delete(own);
      for (const contest of before) {
        contest.rows.delete(own);
        // What the step does not put stays as it was, perhaps under another key.
        if (to !== null && !contest.columns.some((column) => put.has(column))) hold(contest, to);
      }
      if (to === null) return;
      for (const claim of claims.get(change.id) ?? []) if (same(claim, put)) hold(claim.contest, to);
    },
  };
}
