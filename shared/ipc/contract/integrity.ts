/** See contract.ts. */
export const integrityContract = {} as const;
