/** See contract.ts. */
export const actorsContract = {} as const;
