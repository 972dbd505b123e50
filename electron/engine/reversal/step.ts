import type { AuditChange } from '@shared/domain/audit.ts';
import type { CannotRestore } from '@shared/domain/reversal.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { laterKey, type Later } from '../scope/readLater.ts';
import type { TablePolicy } from '../scope/readPolicies.ts';
import type { TableShape } from './readShapes.ts';
import type { Taken, Uniqueness } from './taken.ts';

/** What is known of a table and its changes. */
export interface RowFacts {
  readonly shape: TableShape;
  readonly policy: TablePolicy;
  /** The change captured before on the same row, by change id. */
  readonly previous: ReadonlyMap<string, AuditChange>;
  /** Later changes outside the draft, by laterKey. */
  readonly later: ReadonlyMap<string, Later>;
  readonly unique: Uniqueness;
}

/** What undoes one change, given that the newer ones of the draft were undone. */
export interface Step {
  readonly change: AuditChange;
  readonly kind: 'update' | 'insert' | 'delete' | 'none';
  /** Column and value: put back (update, insert). */
  readonly puts: readonly (readonly [string, JsonText])[];
  /** What is known of the row once it was taken, where a unique index of other columns than the key's asks for it. */
  readonly row: ReadonlyMap<string, JsonText>;
  /** Column and value the row must hold (update, delete). */
  readonly guards: readonly (readonly [string, JsonText])[];
  /** Columns put back from the previous image. */
  readonly from_image: readonly string[];
  readonly cannot_restore: readonly CannotRestore[];
  readonly live: 'agrees' | 'not_readable' | 'not_compared';
}

export function nothing(change: AuditChange, cannot_restore: readonly CannotRestore[]): Step {
  return {
    change,
    kind: 'none',
    puts: [],
    row: new Map(),
    guards: [],
    from_image: [],
    cannot_restore,
    live: 'not_compared',
  };
}

/** Later changes outside the draft; `field` null: of the row as such. */
export function laterOf({ later }: RowFacts, change: AuditChange, field: string | null): Later | undefined {
  return later.get(laterKey(change.id, field));
}

/** A field, or with null the row, that another row's value keeps from being put back. */
export function takenBy(field: string | null, { index, holder }: Taken): CannotRestore {
  return { field, reason: 'value_taken', held_by: { index: index.name, table_pk: holder.table_pk } };
}
