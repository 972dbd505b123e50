/** See channels.ts. */
export const scopeChannels = [] as const;
