/** See documents.ts. */
export const integrityDocuments = {} as const;
