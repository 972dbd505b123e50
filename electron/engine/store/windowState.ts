import { z } from 'zod';
import { jsonStore } from './jsonStore.ts';

export const windowStateSchema = z.strictObject({
  bounds: z.strictObject({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().positive(),
    height: z.number().int().positive(),
  }),
  maximized: z.boolean(),
});
export type WindowState = Readonly<z.infer<typeof windowStateSchema>>;

const documentSchema = z.strictObject({ version: z.literal(1), window: windowStateSchema.nullable() });
type WindowDocument = z.infer<typeof documentSchema>;

export interface WindowStateStore {
  /** Where the window was last time; null when unknown. */
  get(): Promise<WindowState | null>;
  set(state: WindowState): Promise<void>;
  /** When the last `set` is on disk. */
  settled(): Promise<void>;
}

/** The window's place, in `window.json`. */
export function windowStateStore(home: string): WindowStateStore {
  const store = jsonStore<WindowDocument>(home, {
    name: 'window.json',
    version: 1,
    schema: documentSchema,
    empty: { version: 1, window: null },
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    get: async () => (await store.read()).value.window,
    set: async (window) => {
      const written = store.update(() => ({ version: 1, window }));
      last = written.catch(() => undefined);
      await written;
    },
    settled: async () => {
      await last;
    },
  };
}
