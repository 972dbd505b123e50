import { formatActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { FindHit } from '@shared/domain/find.ts';
import type { ReadTransaction } from '../db/session.ts';
import { byFilters, hitIn } from './hits.ts';
import { knownActorsStatement } from './idStatements.ts';
import { occurrences } from './occurrences.ts';
import type { Wanted } from './wanted.ts';

/** The actors the text names that any transaction knows; a bare id may belong to several types (CONTRACT §3). */
export async function lookUpActors(
  tx: ReadTransaction,
  capability: Capability,
  { actors }: Wanted,
): Promise<readonly FindHit[]> {
  const places = await tx.rows(knownActorsStatement(capability, actors));
  const hits: FindHit[] = [];
  for (const row of places) {
    const actor = actors[Number(row['place'])];
    if (actor === undefined) continue;
    const filters = { actor: [formatActor(actor)] };
    hits.push(
      hitIn(capability.storage_schema, 'audit_transactions', 'actor_ref', {
        kind: 'actor',
        label: `actor ${formatActor(actor)}`,
        ...(await occurrences(tx, capability, { filters })),
        opens: byFilters(filters),
      }),
    );
  }
  return hits;
}
