import { InvestigatorError } from '@shared/domain/errors.ts';
import { MOST_ROWS_FOR_MARKS, type FindingCode, type IntegrityMark } from '@shared/domain/integrity.ts';
import { checkUuid } from '@shared/domain/uuid.ts';
import type { AuditSource } from '../db/session.ts';
import { chainFindings } from './chain/chain.ts';
import { clockFindings } from './clock/findings.ts';
import { fold } from './fold.ts';
import { liveChecks } from './live/liveChecks.ts';
import { neighbourhoodOf, selectionOfChanges } from './selection.ts';
import { readTrail, surroundingsOf } from './surroundings.ts';

const MOST = 1_000;

/**
 * Which of these changes (at most 1000) have a finding of the clock, of the chain of their rows, or of their live
 * rows: the quiet mark of lists. A quick look: the clock is judged by the changes captured around them, bigger live
 * tables are left out, and where capture settings changed only what is certain counts. Only marked changes are
 * answered, in the order asked; none where row security may hide changes from this role. Errors: `invalid_uuid`, `invalid_request`, those of Session.read.
 */
export async function integrityMarks(
  { session, capability }: AuditSource,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<readonly IntegrityMark[]> {
  if (ids.length > MOST) throw new InvestigatorError('invalid_request', `at most ${MOST} changes at once`);
  for (const id of ids) checkUuid(id, 'a change id');
  if (ids.length === 0) return [];
  const selection = selectionOfChanges(ids);
  const base = neighbourhoodOf(capability, ids);
  return session.read({ signal, lane: 'count' }, async (tx) => {
    const around = await surroundingsOf(tx, capability, selection, await readTrail(tx, capability, base));
    // What is hidden would mark what is seen.
    if (around.hidden !== null) return [];
    const written = await clockFindings(tx, capability, selection, around.judged, MOST);
    const { policies, placeholders, olderSettings } = around;
    const question = { selection, policies, placeholders, olderSettings, limit: MOST };
    const chain = await chainFindings(tx, capability, question);
    const readable = around.tables.filter(
      ({ about_rows, triggers }) =>
        about_rows <= MOST_ROWS_FOR_MARKS && triggers.some(({ policy }) => policy !== null),
    );
    const near = { ...around, names: readable, tables: readable };
    const live = await liveChecks(tx, capability, selection, near, MOST, () => undefined);
    return marksOf(ids, fold(written, [...chain.findings, ...live.findings], chain.spans, []));
  });
}

interface Marking {
  readonly code: FindingCode;
  readonly change_ids: readonly string[];
}

function marksOf(ids: readonly string[], findings: readonly Marking[]): readonly IntegrityMark[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))]
    .map((change_id) => {
      const own = findings.filter(({ change_ids }) => change_ids.includes(change_id));
      return { change_id, codes: [...new Set(own.map(({ code }) => code))] };
    })
    .filter(({ codes }) => codes.length > 0);
}
