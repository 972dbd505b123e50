import type { ResolvedRow } from '@shared/domain/row.ts';
import { printable } from '../printable.ts';
import { rowKeyText } from '../rowKey.ts';

/** `public.users id=42`, harmless to a terminal. */
export function rowTitle({ table_schema, table_name, table_pk }: ResolvedRow): string {
  return printable(`${table_schema}.${table_name} ${rowKeyText(table_pk)}`);
}
