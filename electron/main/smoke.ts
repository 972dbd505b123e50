import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import type { ChannelName } from '@shared/ipc/channels.ts';
import { contract, type Request, type Response } from '@shared/ipc/contract.ts';
import { z } from 'zod';
import type { ExportTargets } from './exportTargets.ts';

const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);

type Ask = <C extends ChannelName>(channel: C, payload: Request<C>) => Promise<Response<C>>;

/**
 * Proves a build on a machine without a person: the page is loaded, and the road is walked through the real
 * page, preload and IPC. One line a step on standard output. True when every step held.
 */
export async function runSmoke(window: BrowserWindow, targets: ExportTargets): Promise<boolean> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'threadline-smoke-'));
  const started = performance.now();
  const say = (line: string): void => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`smoke ${seconds} s  ${line}\n`);
  };
  try {
    await walk(askThrough(window), targets, path.join(folder, 'timeline.csv'), say);
    say('passed');
    return true;
  } catch (error) {
    say(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

async function walk(
  ask: Ask,
  targets: ExportTargets,
  file: string,
  say: (line: string) => void,
): Promise<void> {
  const info = await ask('app.info', {});
  say(`page loaded (Electron ${info.electron}, Chromium ${info.chromium}, Node ${info.node})`);

  const { source, capability } = await ask('connections.openDemo', {});
  say(
    `demo open: PostgreSQL ${capability.server.version}, ${capability.window.oldest ?? 'no change at all'}`,
  );

  const question = { source, filters: {} };
  const page = await ask('timeline.page', { ...question, cursor: null, direction: 'older', limit: 50 });
  const [newest] = page.entries;
  if (newest === undefined) throw new Error('the demo timeline is empty');
  say(`timeline: ${page.entries.length} changes, newest ${newest.audit_change.captured_at}`);

  const { transaction, changes } = await ask('transactions.get', { source, id: newest.transaction.id });
  if (!changes.some(({ id }) => id === newest.audit_change.id))
    throw new Error('the transaction lacks its own change');
  say(`transaction ${transaction.id}: ${changes.length} changes`);

  const request = { ...question, format: 'csv', max_rows: 1000, include_action_metadata: false } as const;
  const summary = await ask('exports.run', { ...request, target: targets.remember(file) });
  const bytes = await fs.readFile(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (bytes.length !== summary.bytes || digest !== summary.sha256)
    throw new Error('the exported file is not what its summary says');
  say(`export: ${summary.returned_count} of ${summary.matching} rows, ${summary.bytes} bytes, ${digest}`);
}

/** Through the bridge as the page has it, so that the sender checks and both schemas take part. */
function askThrough(window: BrowserWindow): Ask {
  let calls = 0;
  return async <C extends ChannelName>(channel: C, payload: Request<C>): Promise<Response<C>> => {
    calls += 1;
    const envelope = JSON.stringify({ id: `smoke-${calls}`, channel, payload });
    const answered: unknown = await window.webContents.executeJavaScript(
      `window.investigator.call(${envelope})`,
    );
    const reply = replySchema.parse(answered);
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}: ${reply.error.message}`);
    return contract[channel].response.parse(reply.value) as Response<C>;
  };
}
