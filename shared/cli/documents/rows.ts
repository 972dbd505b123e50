import { z } from 'zod';
import { relatedRowsSchema } from '../../domain/relatedRows.ts';
import { resolvedRowSchema } from '../../domain/row.ts';
import { keyChangeSchema } from '../../domain/rowHistory.ts';
import { rowStatusSchema } from '../../domain/rowStates.ts';
import { entryDocument, instant, pageDocument, storedJson, storedObject, uuid } from './parts.ts';

const row = resolvedRowSchema
  .extend({ table_pk: storedObject })
  .describe('the row that was asked for: key as capture stores it, and how its columns became known');

/** `history`: a page of one row, as `timeline`, with what belongs to it besides. */
const historyDocument = z.strictObject({
  row,
  entries: z.array(entryDocument),
  ...pageDocument,
  key_changes: z.strictObject({
    entries: z.array(keyChangeSchema.extend({ other_key: storedObject.nullable(), captured_at: instant })),
    complete: z.boolean().describe('false when the search for the other key stopped at its bound'),
  }),
  unresolved: z
    .strictObject({
      entries: z.array(entryDocument),
      truncated: z.boolean(),
      unattributable_deletes: z.number().int(),
    })
    .describe('changes recorded without the whole key whose image names the row'),
});

/** `as-of`: exit 0 whatever the status. */
const asOfDocument = z.strictObject({
  status: rowStatusSchema,
  data: storedJson.describe('the image when present, else null'),
  change_id: uuid.nullable(),
  captured_at: instant.nullable(),
});

const image = z.strictObject({ data: storedJson, change_id: uuid, captured_at: instant });
const state = asOfDocument.extend({
  at: instant,
  last_known: image.nullable().describe('of a deleted row: its last captured image'),
});

/** `compare`: `before` is --at, `after` is --and. */
const compareDocument = z.strictObject({
  row,
  before: state,
  after: state,
  fields: z.array(
    z.strictObject({
      name: z.string(),
      before: storedJson.optional().describe('absent when the image has no such field'),
      after: storedJson.optional(),
      state: z.enum(['same', 'changed', 'added', 'removed', 'masked', 'unknown']),
      numerically_equal: z.boolean().describe('only the spelling of numbers differs'),
      updates_between: z.number().int(),
    }),
  ),
  changes_between: z.number().int(),
  deletes_between: z.number().int(),
  not_captured: z.array(z.string()),
});

const setter = z.strictObject({
  change_id: uuid,
  transaction_id: uuid,
  op: z.enum(['insert', 'update', 'delete']),
  captured_at: instant,
  actor_ref: storedJson,
  action: z.strictObject({ id: uuid, name: z.string(), correlation_id: z.string().nullable() }).nullable(),
});

/** `blame`: who set each field of the last captured image last. */
const blameDocument = z.strictObject({
  row,
  status: rowStatusSchema,
  image: image.nullable(),
  fields: z.array(
    z.strictObject({
      name: z.string(),
      value: storedJson,
      state: z
        .enum(['set', 'appeared', 'unknown'])
        .describe('appeared: the value is new in this change, which does not name the field'),
      masked: z.boolean(),
      set_by: setter.nullable(),
    }),
  ),
  deleted_by: setter.nullable(),
  arrived: z.boolean().describe('unknown fields were set under another key of the row'),
  not_captured: z.array(z.string()),
});

const relation = relatedRowsSchema.shape.relations.unwrap().element;
const related = relation.shape.rows.unwrap().element;

/** `related`: rows reached by foreign keys, both ways. */
const relatedDocument = relatedRowsSchema.extend({
  row,
  relations: z.array(
    relation.extend({
      rows: z.array(
        related.extend({
          table_pk: storedObject.nullable(),
          last_change: related.shape.last_change
            .unwrap()
            .extend({ id: uuid, captured_at: instant, transaction_id: uuid, actor_ref: storedJson })
            .nullable(),
        }),
      ),
    }),
  ),
});

/** See documents.ts. */
export const rowsDocuments = {
  history: historyDocument,
  'as-of': asOfDocument,
  compare: compareDocument,
  blame: blameDocument,
  related: relatedDocument,
} as const;
