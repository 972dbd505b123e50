/** See documents.ts. */
export const scopeDocuments = {} as const;
