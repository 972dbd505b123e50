#!/usr/bin/env node
// npm run icons: draws build/icons/png/ from build/icons/mark.svg with our own Chromium. The pictures are committed.
import { installedRuntime } from './electron/installed.mjs';
import { startVirtualDisplay } from './support/display.mjs';
import { inRoot } from './support/paths.mjs';
import { reason, run } from './support/run.mjs';
import { Problem, runMain, say } from './support/say.mjs';

await runMain(async () => {
  const electron = installedRuntime();
  if (electron === null) throw new Problem('Electron is missing', 'npm run setup');
  const virtual = process.platform === 'linux' ? await startVirtualDisplay() : null;
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  try {
    const result = await run(
      electron.executable,
      ['--disable-gpu', '--force-device-scale-factor=1', ...flags, inRoot('build/icons/rasterise.cjs')],
      { env: { ...process.env, ...(virtual === null ? {} : { DISPLAY: virtual.display }) }, timeout: 60_000 },
    );
    if (result.code !== 0) throw new Problem(`the icons could not be drawn (${reason(result)})`);
    say('build/icons/png/ drawn');
  } finally {
    await virtual?.stop();
  }
});
