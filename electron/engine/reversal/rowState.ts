import type { JsonText } from '@shared/domain/jsonText.ts';
import type { CannotRestoreReason } from '@shared/domain/reversal.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { LiveLookup } from '../scope/readLiveOf.ts';
import { rowIdentity } from '../scope/rowIdentity.ts';
import type { Step } from './step.ts';

/** What a row holds after the steps planned so far; changed by each step in turn. */
export interface RowState {
  readonly address: RowAddress;
  /** Known values; a column without entry is unknown. */
  values: Map<string, JsonText>;
  /** undefined: unknown, because the live row could not be read. */
  present: boolean | undefined;
  /** Fields a newer change of the draft set and that could not be put back. */
  readonly blocked: Set<string>;
  /** Why no older change of the row can be undone; null while one can. */
  closed: CannotRestoreReason | null;
  /** What the steps put there, and the last of them: the draft's claim about the row. */
  put: Map<string, JsonText>;
  last: Step | null;
}

/** The rows a draft is about, by the key under which they stand at this point of it. */
export interface RowStates {
  at(address: RowAddress): RowState;
  /** A key was put back: the row is found under the other one from here on, and nothing under its own. */
  move(from: RowAddress, to: RowAddress): void;
  all(): readonly RowState[];
}

/** Rows as they are in the live tables. */
export function rowStates(live: LiveLookup): RowStates {
  const states = new Map<string, RowState>();
  const at = (address: RowAddress): RowState => {
    const id = rowIdentity(address);
    const known = states.get(id);
    if (known !== undefined) return known;
    const row = live.rowOf(address);
    const state = {
      ...nobody(address),
      values: new Map(row ?? []),
      present: row === undefined ? undefined : row !== null,
    };
    states.set(id, state);
    return state;
  };
  return {
    at,
    move: (from, to) => {
      const moved = at(from);
      states.set(rowIdentity(to), { ...moved, address: to });
      states.set(rowIdentity(from), nobody(from));
    },
    all: () => [...states.values()],
  };
}

function nobody({ table_schema, table_name, table_pk }: RowAddress): RowState {
  return {
    address: { table_schema, table_name, table_pk },
    values: new Map(),
    present: false,
    blocked: new Set(),
    closed: null,
    put: new Map(),
    last: null,
  };
}
