import { z } from 'zod';
import { numberedTransactionSchema, unknownTableSchema } from '../../domain/lookups.ts';
import { source } from './parts.ts';

const values = z.array(z.string().max(4096)).max(100);

/** See contract.ts. What an answer leaves out: names nobody recorded, transactions without a captured change. */
export const lookupsContract = {
  'timeline.unknownTables': {
    request: z.strictObject({ source, tables: values }),
    response: z.array(unknownTableSchema).readonly(),
  },
  'transactions.byTxid': {
    request: z.strictObject({ source, txids: values }),
    response: z.array(numberedTransactionSchema).readonly(),
  },
} as const;
