/** See channels.ts. */
export const hostRecordsChannels = [] as const;
