import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const alias = {
  '@shared': path.join(root, 'shared'),
  '@engine': path.join(root, 'electron/engine'),
  '@renderer': path.join(root, 'renderer'),
};

/** unit: no server, no display. db: real PostgreSQL, started once a run by the global set-up. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{shared,electron,renderer,build}/**/*.test.{ts,tsx,mjs}'],
          exclude: ['**/*.db.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['{electron,bench}/**/*.db.test.ts'],
          globalSetup: ['electron/engine/testing/globalSetup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
