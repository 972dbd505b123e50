/** See channels.ts. */
export const integrityChannels = [] as const;
