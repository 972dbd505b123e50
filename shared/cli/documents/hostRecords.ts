/** See documents.ts. */
export const hostRecordsDocuments = {} as const;
