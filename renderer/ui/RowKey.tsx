import { useContext, type ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import { KeyOrdersContext, rowKey } from '@renderer/lib/rowKey.ts';

/** Which row: its key's values in key order, their names on hover and for readers. */
export function RowKey({
  change,
  fallback,
}: {
  readonly change: Pick<AuditChange, 'table_schema' | 'table_name' | 'table_pk'>;
  /** Shown for a key that is not resolved. */
  readonly fallback: ReactNode;
}): ReactNode {
  const key = rowKey(change, useContext(KeyOrdersContext));
  if (key === null) return <span title={change.table_pk}>{fallback}</span>;
  return (
    <span title={key.named}>
      <span aria-hidden="true">{key.text}</span>
      <span className="sr">{key.named}</span>
    </span>
  );
}
