/** See contract.ts. */
export const scopeContract = {} as const;
