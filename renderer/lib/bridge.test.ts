// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BridgeEvent, CallEnvelope, RawBridge, Reply } from '@shared/ipc/channels.ts';
import { call } from './bridge.ts';

interface Fake extends RawBridge {
  readonly sent: CallEnvelope[];
  readonly cancelled: string[];
  readonly emit: (event: BridgeEvent) => void;
  listeners: number;
}

function install(answer: (envelope: CallEnvelope) => Reply | Promise<Reply>): Fake {
  const listeners = new Set<(event: BridgeEvent) => void>();
  const fake: Fake = {
    sent: [],
    cancelled: [],
    get listeners() {
      return listeners.size;
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    call: (envelope) => {
      fake.sent.push(envelope);
      return Promise.resolve(answer(envelope));
    },
    cancel: (id) => fake.cancelled.push(id),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  vi.stubGlobal('investigator', fake);
  return fake;
}

afterEach(() => vi.unstubAllGlobals());

const SETTINGS = { theme: 'dark', zone: 'utc' };
const ok = (value: unknown): Reply => ({ ok: true, value });

describe('call', () => {
  it('answers what fits the contract', async () => {
    install(() => ok(SETTINGS));
    await expect(call('settings.get', {})).resolves.toEqual(SETTINGS);
  });

  it('refuses an answer that does not', async () => {
    install(() => ok({ theme: 'pink', zone: 'utc' }));
    await expect(call('settings.get', {})).rejects.toMatchObject({ code: 'bug' });
  });

  it('turns an error report into an error with its code and hint', async () => {
    const error = {
      code: 'connection_lost',
      message: 'gone',
      hint: 'try',
      detail: null,
      retryable: true,
    } as const;
    install(() => ({ ok: false, error }));
    await expect(call('settings.get', {})).rejects.toMatchObject({
      code: 'connection_lost',
      message: 'gone',
      hint: 'try',
      retryable: true,
    });
  });

  it('cancels by the id of its own request, and rejects as cancelled whatever comes back', async () => {
    const abort = new AbortController();
    let answer: (reply: Reply) => void = () => undefined;
    const fake = install(() => new Promise((resolve) => (answer = resolve)));
    const pending = call('settings.get', {}, { signal: abort.signal });
    abort.abort();
    expect(fake.cancelled).toEqual([fake.sent[0]?.id]);
    answer(ok(SETTINGS));
    await expect(pending).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('does not even ask when it was cancelled before', async () => {
    const fake = install(() => ok(SETTINGS));
    await expect(call('settings.get', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(fake.sent).toEqual([]);
  });

  it('hands on its own progress that fits, no other, and stops listening', async () => {
    let answer: (reply: Reply) => void = () => undefined;
    const fake = install(() => new Promise((resolve) => (answer = resolve)));
    const seen: unknown[] = [];
    const request = { source: 'src_0123456789abcdef', filters: {}, format: 'csv', max_rows: 1 } as const;
    const pending = call(
      'exports.run',
      { ...request, include_action_metadata: false, target: 't' },
      { onProgress: (progress) => seen.push(progress) },
    );
    const id = fake.sent[0]?.id ?? '';
    const progress = { rows: 1, total: 2, bytes: 3, seconds: 0.5 };
    fake.emit({ type: 'progress', id, progress });
    fake.emit({ type: 'progress', id, progress: { rows: 'many' } });
    fake.emit({ type: 'progress', id: 'another', progress });
    expect(seen).toEqual([progress]);
    answer({
      ok: false,
      error: { code: 'cancelled', message: 'x', hint: null, detail: null, retryable: false },
    });
    await expect(pending).rejects.toMatchObject({ code: 'cancelled' });
    expect(fake.listeners).toBe(0);
  });
});
