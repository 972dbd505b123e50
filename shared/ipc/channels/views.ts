/** See channels.ts. */
export const viewsChannels = ['views.list', 'views.save', 'views.remove'] as const;
