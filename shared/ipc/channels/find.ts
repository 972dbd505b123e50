/** See channels.ts. */
export const findChannels = ['find.lookup'] as const;
