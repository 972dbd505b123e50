/** See channels.ts. */
export const ledgerChannels = [
  'ledger.page',
  'ledger.verify',
  'ledger.export',
  'ledger.setRecording',
] as const;
