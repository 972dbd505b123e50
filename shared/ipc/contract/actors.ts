import { z } from 'zod';
import { actorBaselineSchema } from '../../domain/actorBaseline.ts';
import { actorSeenSchema, actorSummarySchema, transactionPageSchema } from '../../domain/actorReads.ts';
import { burstPageSchema } from '../../domain/bursts.ts';
import { actionContextSchema, correlationSchema } from '../../domain/correlation.ts';
import { filtersSchema } from '../../domain/filters.ts';
import { aroundSchema, neighboursSchema } from '../../domain/neighbours.ts';
import { pageQuestion, source, uuid } from './parts.ts';

const instant = z.string().max(64);
/** `TYPE:ID` or `anonymous`; null: transactions whose actor nobody set. */
const actor = z.string().max(4096).nullable();
/** Inclusive, on `occurred_at`. */
const bounds = { from: instant.nullable(), to: instant.nullable() } as const;
/** What one id reaches is shown as a whole, but not without bound: `truncated` tells. */
const most = z.number().int().min(1).max(10_000);

/** See contract.ts. */
export const actorsContract = {
  'actors.transactions': {
    request: z.strictObject({ source, actor, ...bounds, ...pageQuestion }),
    response: transactionPageSchema,
  },
  /** First, last and number of transactions: what a heading needs, without a change read. */
  'actors.seen': { request: z.strictObject({ source, actor, ...bounds }), response: actorSeenSchema },
  'actors.summary': { request: z.strictObject({ source, actor, ...bounds }), response: actorSummarySchema },
  'actors.baseline': {
    request: z.strictObject({
      source,
      actor,
      from: instant,
      to: instant,
      since: instant.nullable(),
      limit: z.number().int().min(1).max(500),
    }),
    response: actorBaselineSchema,
  },
  /** Without `actor`: of all actors, each apart. Continue with the window the answer names. */
  'actors.bursts': {
    request: z.strictObject({
      source,
      actor: actor.optional(),
      ...bounds,
      gap_seconds: z.number().int().min(1).max(604_800),
      ...pageQuestion,
    }),
    response: burstPageSchema,
  },
  'transactions.neighbours': {
    request: z.strictObject({
      source,
      id: uuid,
      limit: z.number().int().min(1).max(50),
      /** 0: none is followed, only counted. */
      rows: z.number().int().min(0).max(200),
    }),
    response: neighboursSchema,
  },
  'timeline.around': {
    request: z.strictObject({
      source,
      at: instant,
      filters: filtersSchema,
      limit: z.number().int().min(1).max(500),
    }),
    response: aroundSchema,
  },
  'correlations.get': {
    request: z.strictObject({ source, correlation_id: z.string().max(4096), limit: most }),
    response: correlationSchema,
  },
  'actions.get': {
    request: z.strictObject({ source, id: uuid, limit: most }),
    response: actionContextSchema,
  },
} as const;
