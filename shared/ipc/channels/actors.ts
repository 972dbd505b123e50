/** See channels.ts. */
export const actorsChannels = [] as const;
