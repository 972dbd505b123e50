/** See documents.ts. */
export const summariesDocuments = {} as const;
