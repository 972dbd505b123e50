import type { AuditChange } from '@shared/domain/audit.ts';
import type { BeforeAfter, RowBeforeAfter } from '@shared/domain/beforeAfter.ts';
import { tableText } from '@renderer/lib/change.ts';
import { changeView } from '@renderer/lib/fieldDiff.ts';

/** What an earlier captured image held, where a change itself keeps no prior value. */
export interface EarlierValue {
  readonly value: string;
  readonly captured_at: string | null;
}

export interface EarlierImages {
  readonly of: (change: AuditChange, field: string) => EarlierValue | null;
}

/** Pure: of rows the transaction changed once; of others the earlier image may be the transaction's own. */
export function earlierImages({ rows }: BeforeAfter): EarlierImages {
  const byChange = new Map<string, RowBeforeAfter>();
  for (const row of rows) {
    const [only] = row.changes;
    if (row.changes.length === 1 && only !== undefined) byChange.set(only.id, row);
  }
  return {
    of: (change, field) => {
      const row = byChange.get(change.id);
      const side = row?.fields.find(({ name }) => name === field)?.before;
      if (row === undefined || side?.source !== 'previous_image' || side.value === null) return null;
      return { value: side.value, captured_at: row.before.captured_at };
    },
  };
}

/** More changes than this are not looked up unasked. */
const UNASKED = 1000;

/** Pure: whether earlier images can add anything to the list of changes. */
export function wantsEarlier(changes: readonly AuditChange[]): boolean {
  return (
    changes.length <= UNASKED &&
    changes.some((change) =>
      changeView(change).fields.some(({ kind }) => kind === 'no_prior' || kind === 'omitted'),
    )
  );
}

export function placeOf(row: Pick<RowBeforeAfter, 'table_schema' | 'table_name' | 'table_pk'>): string {
  return `${tableText(row)} ${row.table_pk}`;
}
