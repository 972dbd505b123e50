import type { AuditChange } from '@shared/domain/audit.ts';
import type { Paint } from '../../terminal.ts';
import { paintOp } from '../paintOp.ts';
import { rowKeyText } from '../rowKey.ts';
import { renderTable } from '../table.ts';

/** One line a change, for lists whose transactions are named apart. */
export function changesTable(changes: readonly AuditChange[], paint: Paint): string {
  return renderTable<AuditChange>(changes, [
    { title: 'CAPTURED AT', of: ({ captured_at }) => captured_at },
    { title: 'OP', of: ({ op }) => op, paint: (text, { op }) => paintOp(text, op, paint) },
    { title: 'TABLE', of: ({ table_schema, table_name }) => `${table_schema}.${table_name}`, max: 40 },
    { title: 'KEY', of: ({ table_pk }) => rowKeyText(table_pk), max: 44 },
    { title: 'CHANGED', of: ({ changed_fields }) => (changed_fields ?? []).join(','), max: 40 },
    { title: 'TRANSACTION', of: ({ transaction_id }) => transaction_id, paint: (text) => paint.dim(text) },
  ]);
}
