import { plural } from '@shared/domain/plural.ts';
import { hasLinkedActions } from '../../timeline/source.ts';
import { outsideOf, type Propose, type Ranked } from './common.ts';
import { linkedStatement, type LinkColumn } from './linkedStatement.ts';

const MOST = 100;

const kinds = [
  { column: 'correlation_id', kind: 'correlation', weight: 80 },
  { column: 'request_id', kind: 'request', weight: 75 },
  { column: 'job_id', kind: 'job', weight: 74 },
] as const satisfies readonly {
  readonly column: LinkColumn;
  readonly kind: string;
  readonly weight: number;
}[];

/** Correlations, requests and jobs of the scope's actions, where they hold more than the scope. */
export const linked: Propose = async (tx, capability, scope) => {
  if (!hasLinkedActions(capability)) return [];
  const found: Ranked[] = [];
  for (const { column, kind, weight } of kinds) {
    const values = [...new Set(scope.entries.flatMap(({ action }) => action?.[column] ?? []))].slice(0, MOST);
    if (values.length === 0) continue;
    for (const row of await tx.rows(linkedStatement(capability, column, values, scope))) {
      const value = row['value'] ?? '';
      const outside = outsideOf(row);
      if (outside.transactions === 0 && outside.changes === 0) continue;
      if (outside.changes === 0 && isAsked(scope.filters, column, value)) continue;
      const alone = Number(row['alone']);
      found.push({
        weight,
        proposal: {
          kind,
          reason:
            `${kind} ${value} of the scope's actions also has ${plural(outside.transactions, 'transaction')}` +
            ` outside the scope` +
            (alone === 0
              ? ''
              : `; ${alone} of its ${row['actions']} actions are linked to no captured write`),
          member: { [column]: [value] },
          ...outside,
        },
      });
    }
  }
  return found;
};

type Asked = Parameters<Propose>[2]['filters'];

function isAsked({ any, ...own }: Asked, column: LinkColumn, value: string): boolean {
  return [own, ...(any ?? [])].some((conditions) => conditions[column]?.includes(value) === true);
}
