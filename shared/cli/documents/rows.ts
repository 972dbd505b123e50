/** See documents.ts. */
export const rowsDocuments = {} as const;
