import type { Page } from '@playwright/test';
import type { BridgeEvent, RawBridge, Reply } from '@shared/ipc/channels.ts';

interface PageGlobals {
  readonly investigator: RawBridge;
  heard: BridgeEvent[];
}

let calls = 0;

/** Asks main through the page's own bridge, with anything: the types of the contract are for honest pages. */
export async function ask(page: Page, channel: string, payload: unknown): Promise<Reply> {
  calls += 1;
  return await askRaw(page, { id: `e2e-${calls}`, channel, payload });
}

export async function askRaw(page: Page, message: unknown): Promise<Reply> {
  return await page.evaluate(
    (envelope) => (globalThis as unknown as PageGlobals).investigator.call(envelope as never),
    message,
  );
}

/** Collects the events of main from now on. */
export async function listen(page: Page): Promise<() => Promise<readonly BridgeEvent[]>> {
  await page.evaluate(() => {
    const globals = globalThis as unknown as PageGlobals;
    globals.heard = [];
    globals.investigator.onEvent((event) => globals.heard.push(event));
  });
  return () => page.evaluate(() => (globalThis as unknown as PageGlobals).heard);
}

/** `rejected`, `invalid_request`, … or `ok`. */
export function codeOf(reply: Reply): string {
  return reply.ok ? 'ok' : reply.error.code;
}
