import { z } from 'zod';
import { beforeAfterSchema, fieldBeforeAfterSchema, rowBeforeAfterSchema } from '../../domain/beforeAfter.ts';
import { damageEntrySchema, damageSchema } from '../../domain/damage.ts';
import { growthProposalSchema, growthSchema } from '../../domain/growth.ts';
import { cannotRestoreSchema, reversalSchema, reversalStatementSchema } from '../../domain/reversal.ts';
import { instant, storedJson, uuid } from './parts.ts';

const side = fieldBeforeAfterSchema.shape.before.extend({
  value: storedJson.describe('what the column held, where state is value'),
});

const rowBeforeAfter = rowBeforeAfterSchema.extend({
  table_pk: storedJson,
  previous_pk: storedJson.describe('the key before, where the transaction changed it and it is recorded'),
  fields: z.array(fieldBeforeAfterSchema.extend({ before: side, after: side })),
});

const setter = damageEntrySchema.shape.set_by.extend({
  change_id: uuid,
  captured_at: instant,
  transaction_id: uuid,
  actor_ref: storedJson,
});

const damageEntry = damageEntrySchema.extend({
  table_pk: storedJson,
  set_by: setter,
  value: storedJson.describe('what the scope set; null also for a deletion and for a placeholder (masked)'),
  later: setter.nullable(),
  live_value: storedJson.describe('null also where live says there is none to read'),
});

/** See documents.ts. */
export const scopeDocuments = {
  'before-after': beforeAfterSchema.extend({ rows: z.array(rowBeforeAfter) }),
  damage: damageSchema.extend({ entries: z.array(damageEntry) }),
  reverse: reversalSchema.extend({
    statements: z.array(
      reversalStatementSchema.extend({
        table_pk: storedJson,
        cannot_restore: z.array(
          cannotRestoreSchema.extend({
            held_by: z.strictObject({ index: z.string(), table_pk: storedJson }).optional(),
          }),
        ),
      }),
    ),
  }),
  'scope grow': growthSchema.extend({ proposals: z.array(growthProposalSchema) }),
} as const;
