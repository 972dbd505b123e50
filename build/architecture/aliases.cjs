const path = require('node:path');

// For dependency-cruiser, which reads path aliases from a webpack configuration: renderer/ has one more than
// tsconfig.json tells.
module.exports = {
  resolve: {
    extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js'],
    alias: {
      '@shared': path.resolve('shared'),
      '@engine': path.resolve('electron/engine'),
      '@renderer': path.resolve('renderer'),
    },
  },
};
