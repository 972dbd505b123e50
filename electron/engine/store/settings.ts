import { settingsSchema, type Settings } from '@shared/ipc/contract.ts';
import { z } from 'zod';
import { jsonStore, type JsonStore } from './jsonStore.ts';

const documentSchema = z.strictObject({ version: z.literal(1), settings: settingsSchema });
type SettingsDocument = z.infer<typeof documentSchema>;

export const defaultSettings: Settings = { theme: 'system', zone: 'utc' };

export interface SettingsStore {
  get(): Promise<Settings>;
  set(settings: Settings): Promise<Settings>;
}

/** What people chose for the interface, in `settings.json`. */
export function settingsStore(home: string): SettingsStore {
  const store: JsonStore<SettingsDocument> = jsonStore(home, {
    name: 'settings.json',
    version: 1,
    schema: documentSchema,
    empty: { version: 1, settings: defaultSettings },
  });
  return {
    get: async () => (await store.read()).value.settings,
    set: async (settings) => (await store.update(() => ({ version: 1, settings }))).settings,
  };
}
