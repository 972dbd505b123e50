/** See contract.ts. */
export const findContract = {} as const;
