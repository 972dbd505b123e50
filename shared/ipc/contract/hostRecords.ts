/** See contract.ts. */
export const hostRecordsContract = {} as const;
