import type { ChangeCounts, OpCounts } from '@shared/domain/changeCounts.ts';

/** `I3 U1 D2`, what is nought left out; `-` where nothing changed. */
export function opsText({ insert, update, delete: deleted }: OpCounts): string {
  const parts = [
    ['I', insert],
    ['U', update],
    ['D', deleted],
  ] as const;
  return parts.flatMap(([letter, n]) => (n === 0 ? [] : [`${letter}${n}`])).join(' ') || '-';
}

/** Tables with how many changes each, the busiest first. */
export function tablesText({ by_table }: Pick<ChangeCounts, 'by_table'>): string {
  return by_table
    .map(({ table_schema, table_name, changes }) => `${table_schema}.${table_name} ${changes}`)
    .join(', ');
}
