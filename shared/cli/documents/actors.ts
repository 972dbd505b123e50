import { z } from 'zod';
import { actorBaselineSchema } from '../../domain/actorBaseline.ts';
import { actorSummarySchema } from '../../domain/actorReads.ts';
import { burstPageSchema, burstSchema } from '../../domain/bursts.ts';
import { changeCountsSchema } from '../../domain/changeCounts.ts';
import { neighboursSchema } from '../../domain/neighbours.ts';
import {
  actionDocument,
  changeDocument,
  entryDocument,
  instant,
  pageDocument,
  storedJson,
  storedObject,
  transactionDocument,
  uuid,
} from './parts.ts';

/** A transaction, all columns, with the action it is linked to and what its changes add up to. */
const countedTransaction = transactionDocument.extend({
  action: actionDocument.nullable(),
  counts: changeCountsSchema,
});

const summary = actorSummarySchema.shape;
const summaryDocument = actorSummarySchema.extend({
  actions: summary.actions
    .unwrap()
    .extend({ newest_failed: z.array(actionDocument) })
    .nullable()
    .describe('null where the database has no actions, or nobody is the actor'),
});

const burstsDocument = burstPageSchema.extend({
  entries: z.array(burstSchema.extend({ actor_ref: storedJson, start: instant, end: instant })),
  ...pageDocument,
});

const touch = z
  .strictObject({ change_id: uuid, op: z.string(), captured_at: instant, transaction: transactionDocument })
  .nullable();
const beside = { previous: z.array(countedTransaction), next: z.array(countedTransaction) } as const;
const neighbours = neighboursSchema.shape;
const neighboursDocument = z.strictObject({
  transaction: countedTransaction,
  by_actor: neighbours.by_actor.extend(beside),
  by_correlation: neighbours.by_correlation.extend(beside),
  by_row: neighbours.by_row.extend({
    entries: z.array(
      z.strictObject({
        table_schema: z.string(),
        table_name: z.string(),
        table_pk: storedObject,
        previous: touch,
        next: touch,
      }),
    ),
  }),
});

const left = 'only where something was left out: which lists hold the newest alone';
const correlationDocument = z.strictObject({
  correlation_id: z.string(),
  actions: z.array(actionDocument),
  transactions: z.array(transactionDocument),
  changes: z.array(changeDocument),
  actions_without_transactions: z.array(actionDocument),
  truncated: z
    .strictObject({ actions: z.boolean(), transactions: z.boolean(), changes: z.boolean() })
    .optional()
    .describe(left),
});

const actionContextDocument = z.strictObject({
  action: actionDocument,
  transactions: z.array(transactionDocument).nullable().describe('null: the link is not recorded here'),
  changes: z.array(changeDocument).nullable().describe('null: the link is not recorded here'),
  truncated: z.strictObject({ transactions: z.boolean(), changes: z.boolean() }).optional().describe(left),
});

/** See documents.ts. */
export const actorsDocuments = {
  actor: z.strictObject({ entries: z.array(countedTransaction), ...pageDocument }),
  'actor-summary': summaryDocument,
  'actor-baseline': actorBaselineSchema,
  bursts: burstsDocument,
  correlation: correlationDocument,
  action: actionContextDocument,
  neighbours: neighboursDocument,
  around: z.strictObject({ at: instant, before: z.array(entryDocument), after: z.array(entryDocument) }),
} as const;
