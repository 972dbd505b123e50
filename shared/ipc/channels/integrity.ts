/** See channels.ts. */
export const integrityChannels = ['integrity.run', 'integrity.marks', 'integrity.noChange'] as const;
