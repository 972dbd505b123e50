/** See documents.ts. */
export const actorsDocuments = {} as const;
