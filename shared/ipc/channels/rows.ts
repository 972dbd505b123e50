/** See channels.ts. */
export const rowsChannels = [] as const;
