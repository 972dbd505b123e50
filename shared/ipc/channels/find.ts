/** See channels.ts. */
export const findChannels = [] as const;
