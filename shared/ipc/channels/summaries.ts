/** See channels.ts. */
export const summariesChannels = [] as const;
