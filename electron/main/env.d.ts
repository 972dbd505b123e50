/** Set by the bundler: true only in builds of `npm run dev`. */
declare const __DEV__: boolean;
