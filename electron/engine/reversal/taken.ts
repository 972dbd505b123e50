import type { AuditChange } from '@shared/domain/audit.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { UniqueIndex } from './readShapes.ts';

/** A unique index that stands in the way of what a step puts, and the row that has it already. */
export interface Taken {
  readonly index: UniqueIndex;
  readonly holder: RowAddress;
}

type Puts = ReadonlyMap<string, JsonText>;

/** Who has what unique indexes allow once, while the draft goes on. */
export interface Uniqueness {
  /** Indexes another row would collide with, were this put now. */
  taken(change: AuditChange, puts: Puts): readonly Taken[];
  /** A step that puts this is in the draft: its row stands at `to` now, null when it is gone. */
  took(change: AuditChange, puts: Puts, to: RowAddress | null): void;
}

/** Where nothing is known: nothing is taken. */
export const nothingKnown: Uniqueness = { taken: () => [], took: () => undefined };
