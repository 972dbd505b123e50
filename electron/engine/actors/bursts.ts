import type { Burst, BurstPage } from '@shared/domain/bursts.ts';
import { sumCounts } from '@shared/domain/changeCounts.ts';
import type { ActorRef } from '@shared/domain/actor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import { jsonElements, jsonStringMember, type JsonText } from '@shared/domain/jsonText.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { checkActorQuestion } from './actorQuestion.ts';
import { burstsStatement } from './burstsStatement.ts';
import { cutPage, planPage, type PageQuestion } from '../timeline/keysetPage.ts';
import { newestStatement } from './newestStatement.ts';

/** How far back is searched where no beginning is named. */
const DEFAULT_DAYS = 30;
/** A week: what pauses longer is no burst. */
const LONGEST_GAP = 604_800;

export interface BurstsQuestion extends PageQuestion {
  /** `TYPE:ID` or `anonymous`; null: transactions whose actor nobody set; undefined: all actors, each apart. */
  readonly actor?: string | null | undefined;
  /** Inclusive, on `occurred_at`. null: 30 days before the newest transaction asked for. Continue with the answer's. */
  readonly from: string | null;
  /** null: the newest transaction asked for. */
  readonly to: string | null;
  /** Two transactions of one actor further apart belong to two bursts; 1 to 604800. */
  readonly gapSeconds: number;
}

/**
 * Activity bursts: captured transactions of an actor grouped by gaps between their first captured writes, within a
 * window, newest first in both directions. Each with its span of captured writes, changes by table and op, and
 * sources; says where the window cuts one. Exact; a window's transactions are read as a whole for each page.
 * Errors: those of `actorTransactions`, `invalid_request` (gap).
 */
export async function activityBursts(
  { session, capability }: AuditSource,
  question: BurstsQuestion,
  signal?: AbortSignal,
): Promise<BurstPage> {
  const { gapSeconds } = question;
  if (!Number.isInteger(gapSeconds) || gapSeconds < 1 || gapSeconds > LONGEST_GAP)
    throw new InvestigatorError(
      'invalid_request',
      `a gap of ${gapSeconds} seconds is not between 1 and ${LONGEST_GAP}`,
    );
  const plan = planPage(question);
  const asked = {
    actor: question.actor === undefined ? undefined : actorOf(capability, question.actor),
    from: question.from === null ? null : parseInstant(question.from, 'from'),
    to: question.to === null ? null : parseInstant(question.to, 'to'),
  };
  // Of all actors the window's transactions are read as a whole: no page of a screen waits for that.
  const lane = asked.actor === undefined ? 'count' : 'browse';
  return await withIndexHint({ session, capability }, ['actor_transactions'], signal, () =>
    session.read({ signal, lane }, async (tx) => {
      const window = await windowOf(tx, capability, asked);
      if (window === null) return { ...nothing, from: asked.from, to: asked.to, gap_seconds: gapSeconds };
      const statement = burstsStatement(capability, { ...plan, ...window, actor: asked.actor, gapSeconds });
      const page = cutPage(question, (await tx.rows(statement)).map(burstOf), ({ start, id }) => ({
        at: start,
        id,
      }));
      return { ...window, gap_seconds: gapSeconds, ...page };
    }),
  );
}

const nothing = { entries: [], cursor: null, has_more: false } as const;

function actorOf(capability: AuditSource['capability'], actor: string | null): ActorRef | null {
  return checkActorQuestion(capability, { actor, from: null, to: null }).actor;
}

interface Asked {
  readonly actor: ActorRef | null | undefined;
  readonly from: string | null;
  readonly to: string | null;
}

/** The window with both its ends; null where the asked actor has no transaction to measure it by. */
async function windowOf(
  tx: ReadTransaction,
  capability: AuditSource['capability'],
  { actor, from, to }: Asked,
): Promise<{ readonly from: string; readonly to: string } | null> {
  if (from !== null && to !== null) return { from, to };
  const [row] = await tx.rows(newestStatement(capability, { actor, to }, DEFAULT_DAYS));
  const newest = row?.['newest'] ?? null;
  const since = row?.['since'] ?? null;
  if (newest === null || since === null) return null;
  return { from: from ?? since, to: to ?? newest };
}

function burstOf(row: TextRow): Burst {
  const text = (column: string): string => row[column] ?? '';
  return {
    id: text('id'),
    actor_ref: row['actor'] ?? null,
    start: text('start'),
    end: text('last'),
    last_transaction_id: text('last_transaction_id'),
    transactions: Number(row['transactions']),
    counts: sumCounts(elements(row['groups']).map(groupOf)),
    sources: elements(row['sources']).map((item) => ({
      source: jsonStringMember(item, 'source'),
      transactions: Number(jsonStringMember(item, 'transactions')),
    })),
    cut_before: row['cut_before'] === 't',
    cut_after: row['cut_after'] === 't',
  };
}

function groupOf(item: JsonText): Parameters<typeof sumCounts>[0][number] {
  const text = (key: string): string => jsonStringMember(item, key) ?? '';
  return {
    table_schema: text('table_schema'),
    table_name: text('table_name'),
    op: text('op'),
    changes: Number(text('changes')),
  };
}

function elements(text: JsonText | null | undefined): readonly JsonText[] {
  return text === null || text === undefined ? [] : jsonElements(text);
}
