/** See documents.ts. */
export const findDocuments = {} as const;
