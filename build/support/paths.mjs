import path from 'node:path';

/** The checkout this script belongs to, wherever it was started from. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Everything the build keeps between runs; deleting it costs time, never correctness. */
export const cacheDir = path.join(root, 'node_modules', '.cache');

export const inRoot = (...parts) => path.join(root, ...parts);
export const inCache = (...parts) => path.join(cacheDir, ...parts);
