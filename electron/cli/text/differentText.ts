import type { Difference, Different } from '@shared/domain/summaries.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../terminal.ts';
import { percent } from './facetsText.ts';
import { renderTable } from './table.ts';

const NAMES: Readonly<Record<Difference['key'], string>> = {
  table: 'table',
  op: 'op',
  actor: 'actor',
  action: 'action',
  field: 'changed field',
  source: 'source',
  hour: 'hour (UTC)',
  meta_key: 'meta has',
  meta: 'meta',
};

/** What the selection has more often, strongest first. */
export function differentText(answer: Different, paint: Paint): string {
  const { selected, against, differences } = answer;
  const sizes = `${plural(selected, 'selected change')} against ${against}`;
  const part = partText(answer);
  if (selected === 0) return `no change is selected (${against} to compare with)\n${part}`;
  if (against === 0)
    return `there is nothing to compare the ${plural(selected, 'selected change')} with\n${part}`;
  if (differences.length === 0) return `nothing is more frequent in the selection: ${sizes}\n${part}`;
  const table = renderTable(differences, [
    { title: 'WHAT', of: ({ key }) => NAMES[key] },
    { title: 'VALUE', of: valueText, max: 60 },
    { title: 'SELECTED', of: (row) => percent(row.selected.share), right: true },
    { title: 'CHANGES', of: (row) => String(row.selected.count), right: true },
    { title: 'AGAINST', of: (row) => percent(row.against.share), right: true },
    { title: 'CHANGES', of: (row) => String(row.against.count), right: true },
    { title: 'TIMES', of: timesText, right: true },
  ]);
  return `${table}${paint.dim(sizes)}\n${part}`;
}

/** Which part was compared, where it is not all, and how to come to another. */
function partText({ selected_from, against_from }: Different): string {
  const sides =
    selected_from === against_from
      ? [[selected_from, 'changes']]
      : [
          [selected_from, 'selected changes'],
          [against_from, 'changes of the other side'],
        ];
  const lines = sides.flatMap(([from, what]) =>
    from === null
      ? []
      : [`NOT COMPLETE: only ${what ?? ''} from ${from ?? ''} on were compared, there are older ones\n`],
  );
  return lines.length === 0
    ? ''
    : `${lines.join('')}--from and --to compare another part; --max-changes, with --statement-timeout, more of it\n`;
}

function valueText({ value, key }: Difference): string {
  return value ?? (key === 'action' ? '(no action linked)' : `(no ${key} recorded)`);
}

function timesText({ ratio }: Difference): string {
  if (ratio === null) return 'only here';
  return ratio >= 10 ? String(Math.round(ratio)) : String(Number(ratio.toPrecision(2)));
}
