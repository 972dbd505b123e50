import { filterKeys } from '@shared/domain/filters.ts';
import type { Growth, GrowthProposal } from '@shared/domain/growth.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../terminal.ts';
import { printable } from './printable.ts';
import { shellWord } from './shellWord.ts';

/** Proposals for people: why, how much it would add, and the options that ask for it. */
export function growthText({ changes, truncated, proposals, has_more }: Growth, paint: Paint): string {
  if (changes === 0) return 'no change matches: nothing to grow from\n';
  const head =
    `${plural(proposals.length, 'proposal')} from ${plural(changes, 'change')}` +
    (truncated ? '; TRUNCATED: more match, this is about the newest (raise --max-changes)' : '') +
    '. Leads, not findings.\n';
  const none =
    'looked for: created actors and rows, references to them, correlations, requests, jobs, meta, next changes\n';
  return (
    head +
    (proposals.length === 0
      ? none
      : proposals.map((proposal, i) => proposalText(proposal, i + 1, paint)).join('')) +
    (has_more ? `${paint.dim('there are more: raise --limit')}\n` : '')
  );
}

function proposalText(proposal: GrowthProposal, number: number, paint: Paint): string {
  const { transactions, changes, first_at, last_at } = proposal;
  const adds = [
    ...(transactions === null ? [] : [plural(transactions, 'transaction')]),
    ...(changes === null ? [] : [plural(changes, 'change')]),
  ].join(', ');
  const span = [first_at, last_at].filter((at) => at !== null);
  return [
    '',
    `${number}. ${paint.strong(proposal.kind.replaceAll('_', ' '))}  ${printable(proposal.reason)}`,
    `   outside the scope: ${adds}${span.length === 0 ? '' : `, ${[...new Set(span)].join(' to ')}`}`,
    `   ${memberOptions(proposal)}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The member as options of a command. */
function memberOptions({ member }: GrowthProposal): string {
  return filterKeys
    .flatMap((key) => {
      const values = key === 'any' ? undefined : member[key];
      const option = `--${key.replaceAll('_', '-')}`;
      if (values === undefined) return [];
      if (values === true) return [option];
      const list = Array.isArray(values) ? (values as readonly string[]) : [values as string];
      return list.map((value) => `${option} ${shellWord(printable(value))}`);
    })
    .join(' ');
}
