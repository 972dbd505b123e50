import type { Facet, FacetKey, Facets } from '@shared/domain/summaries.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../terminal.ts';
import { bar } from './bar.ts';
import { renderTable } from './table.ts';

/** What a change without the value is called. */
const NONE: Readonly<Record<FacetKey, string>> = {
  table: '-',
  op: '-',
  actor: '(no actor recorded)',
  action: '(no action linked)',
  field: '-',
  source: '(no source recorded)',
};

/** One table a facet. */
export function facetsText({ facets, counted, capped }: Facets, paint: Paint): string {
  if (counted === 0) return 'no change matches\n';
  const tables = facets.map((facet) => facetText(facet, counted, paint));
  const looked = capped ? `the newest ${plural(counted, 'change')} only (--cap)` : plural(counted, 'change');
  return `${tables.join('\n')}\n${paint.dim(`counted over ${looked}`)}\n`;
}

/** Values with their counts and their share of `counted`. */
export function facetText(
  { facet, available, values, others }: Facet,
  counted: number,
  paint: Paint,
): string {
  const title = facet.toUpperCase();
  if (!available) return `${title}\nnot recorded in this database\n`;
  if (values.length === 0) return `${title}\n${facet === 'field' ? 'no update changed a field' : 'none'}\n`;
  const table = renderTable(values, [
    { title, of: ({ value }) => value ?? NONE[facet], max: 60 },
    { title: 'CHANGES', of: ({ count }) => String(count), right: true },
    { title: '', of: ({ count }) => percent(count / counted), right: true },
    { title: '', of: ({ count }) => bar(count / counted, 20) },
  ]);
  if (others.values === 0) return table;
  return `${table}${paint.dim(`and ${plural(others.values, 'other value')} with ${plural(others.count, 'change')}`)}\n`;
}

/** Two digits that count: 12 %, 0.34 %, <0.01 %. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.01) return '<0.01 %';
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))} %`;
}
