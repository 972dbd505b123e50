// Loaded into the application before its own code: "ready" comes only when a test calls releaseReady. Playwright
// attached to an application whose window is just being made waits for ever now and then (2 of 40 starts on a busy
// machine); its own loader holds it back likewise, but also chooses the password store, which tests must not.
const { app } = require('electron');

const whenReady = app.whenReady.bind(app);
const held = new Promise((resolve) => (globalThis.releaseReady = resolve));
app.whenReady = () => held.then(whenReady);
