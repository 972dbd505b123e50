/** See contract.ts. */
export const rowsContract = {} as const;
