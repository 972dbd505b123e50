/** See channels.ts. */
export const lookupsChannels = ['timeline.unknownTables', 'transactions.byTxid'] as const;
