import path from 'node:path';
import { _electron } from '@playwright/test';
import { installedRuntime } from '../electron/installed.mjs';
import { root } from '../support/paths.mjs';
import { say } from '../support/say.mjs';

/** A slow machine makes the demo in minutes; everything after that is quick. */
const demoMinutes = 8;
const stepSeconds = 30;

/**
 * Opens the application on its demo and hands out what a story needs: the page, and a way to leave numbered
 * pictures in `folder`.
 */
export async function openDesk(folder) {
  const { executable } = installedRuntime();
  const app = await _electron.launch({
    executablePath: executable,
    args: ['--disable-gpu', '--force-device-scale-factor=1', root, '--open-demo'],
    chromiumSandbox: process.getuid?.() !== 0,
    cwd: root,
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(stepSeconds * 1000);
  let pictures = 0;

  /** Leaves `NN-name.png`. */
  const picture = async (name) => {
    pictures += 1;
    const file = `${String(pictures).padStart(2, '0')}-${name.replaceAll(' ', '-')}.png`;
    await page.screenshot({ path: path.join(folder, file) });
    say(`  ${file}`);
  };

  const setTheme = async (theme) => {
    const change = page.getByRole('button', { name: `Switch to ${theme}` });
    if (await change.isVisible()) await change.click();
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    // Off the button, so that its tooltip is in no picture.
    await page.mouse.move(700, 890);
    await page.waitForTimeout(300);
  };

  return {
    app,
    page,
    folder,
    picture,
    demoTimeout: demoMinutes * 60_000,
    /** The same view in both themes. */
    pictureInBoth: async (name) => {
      for (const theme of ['dark', 'light']) {
        await setTheme(theme);
        await picture(`${name} ${theme}`);
      }
      await setTheme('dark');
    },
    close: () => app.close(),
  };
}
