import fs from 'node:fs';
import { test as base, type TestInfo } from '@playwright/test';
import { demoTemplate } from './demoTemplate.ts';
import { remove, temporary } from './folders.ts';
import { launch, type Investigator, type LaunchOptions, type Opened } from './launch.ts';

interface Fixtures {
  /** An empty home of local state, this test's own. */
  readonly home: string;
  /** A home in which the demo was already made (where its data could be copied). */
  readonly demoHome: string;
  /** Starts an application; it is closed, and checked for problems, when the test ends. */
  readonly start: (options?: Partial<LaunchOptions>) => Promise<Investigator>;
  /** One application for all tests of a worker that do not touch its state; the page is loaded anew for each. */
  readonly shared: Investigator;
}

interface WorkerFixtures {
  readonly sharedApplication: Opened;
  readonly demoTemplate: string;
}

export { expect } from '@playwright/test';

export const test = base.extend<Fixtures, WorkerFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures needed off this pattern
  home: async ({}, use) => {
    const home = temporary('home');
    await use(home);
    remove(home);
  },

  demoTemplate: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      await use(await demoTemplate());
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  demoHome: async ({ demoTemplate, home }, use) => {
    fs.cpSync(demoTemplate, home, { recursive: true, filter: (file) => !/[\\/]electron$/.test(file) });
    await use(home);
  },

  // The home is asked for here, so that it is removed after the application has gone.
  start: async ({ home }, use, testInfo) => {
    const started: Opened[] = [];
    await use(async (options) => {
      const opened = await launch({ home, ...options });
      started.push(opened);
      return opened;
    });
    const faults: string[] = [];
    for (const [index, opened] of started.entries()) {
      await keepPicture(opened, testInfo, index);
      await opened.close();
      faults.push(...opened.takeFaults());
    }
    failOn(faults);
  },

  sharedApplication: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const home = temporary('shared');
      const opened = await launch({ home });
      await opened.page.getByRole('heading', { name: 'Connections' }).waitFor();
      await use(opened);
      await opened.close();
      remove(home);
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  shared: async ({ sharedApplication: opened }, use, testInfo) => {
    // Wherever an earlier test of this worker went, the next one starts at the front door.
    await opened.page.evaluate(`location.hash = '#/connections'`);
    await opened.page.reload();
    failOn(opened.takeFaults());
    await use(opened);
    await keepPicture(opened, testInfo, 0);
    failOn(opened.takeFaults());
  },
});

function failOn(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`the application complained:\n${faults.join('\n')}`);
}

async function keepPicture(opened: Opened, testInfo: TestInfo, index: number): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus) return;
  const file = testInfo.outputPath(`window-${index + 1}.png`);
  try {
    await opened.page.screenshot({ path: file });
    await testInfo.attach('window', { path: file, contentType: 'image/png' });
  } catch {
    // The window may be what failed.
  }
}
