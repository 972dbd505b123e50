/** See contract.ts. */
export const summariesContract = {} as const;
