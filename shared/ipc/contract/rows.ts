import { z } from 'zod';
import { relatedRowsSchema } from '../../domain/relatedRows.ts';
import { rowBesidesSchema, rowHistoryPageSchema } from '../../domain/rowHistory.ts';
import { rowAsOfSchema, rowBlameSchema, rowComparisonSchema } from '../../domain/rowStates.ts';
import { rowSummarySchema } from '../../domain/rowSummary.ts';
import { pageQuestion, source } from './parts.ts';

/** `table`: NAME or SCHEMA.NAME. `pk`: JSON text of the whole key, or one bare value of a key of one column. */
const row = { source, table: z.string().min(1).max(200), pk: z.string().min(1).max(10_000) } as const;
const instant = z.string().max(64);

/** See contract.ts. */
export const rowsContract = {
  /** Bounds inclusive; null = open. */
  'rows.history': {
    request: z.strictObject({ ...row, from: instant.nullable(), to: instant.nullable(), ...pageQuestion }),
    response: rowHistoryPageSchema,
  },
  /** Key changes and what was recorded without the key: slower than a page, so asked beside it. */
  'rows.besides': {
    request: z.strictObject({ ...row, from: instant.nullable(), to: instant.nullable() }),
    response: rowBesidesSchema,
  },
  'rows.asOf': { request: z.strictObject({ ...row, at: instant }), response: rowAsOfSchema },
  'rows.compare': {
    request: z.strictObject({ ...row, at: instant, and: instant }),
    response: rowComparisonSchema,
  },
  'rows.blame': { request: z.strictObject(row), response: rowBlameSchema },
  'rows.related': { request: z.strictObject(row), response: relatedRowsSchema },
  'rows.summary': { request: z.strictObject(row), response: rowSummarySchema },
} as const;
