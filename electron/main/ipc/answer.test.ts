import { InvestigatorError } from '@shared/domain/errors.ts';
import type { ChannelName } from '@shared/ipc/channels.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../logging.ts';
import { answer } from './answer.ts';
import type { Handlers } from './handler.ts';

const log: Logger = { file: '', info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const calling = (signal = new AbortController().signal) => ({ signal, progress: vi.fn() });
const ask = (channel: ChannelName, payload: unknown, handlers: Partial<Handlers>, call = calling()) =>
  answer(handlers as Handlers, log, { id: 'r1', channel, payload }, call);

beforeEach(() => {
  vi.clearAllMocks();
});

describe('answer', () => {
  it('passes a good request on and its answer back', async () => {
    const set = vi.fn((chosen) => Promise.resolve(chosen as { theme: 'dark'; zone: 'utc' }));
    const settings = { theme: 'dark', zone: 'utc' };
    expect(await ask('settings.set', settings, { 'settings.set': set })).toEqual({
      ok: true,
      value: settings,
    });
    expect(set).toHaveBeenCalledOnce();
  });

  it('does not let a handler see what its schema refuses', async () => {
    const set = vi.fn();
    const reply = await ask('settings.set', { theme: 'pink', zone: 'utc' }, { 'settings.set': set });
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_request' } });
    expect(JSON.stringify(reply)).toContain('theme');
    expect(set).not.toHaveBeenCalled();
  });

  it('reports an expected error whole', async () => {
    const error = new InvestigatorError('unknown_source', 'gone', { hint: 'open it', retryable: true });
    const reply = await ask('connections.list', {}, { 'connections.list': () => Promise.reject(error) });
    expect(reply).toEqual({ ok: false, error: error.report() });
    expect(log.error).not.toHaveBeenCalled();
  });

  it('makes an unexpected throw a bug without its stack, and logs it', async () => {
    const handler = (): never => {
      throw new TypeError('x is not a function');
    };
    const reply = await ask('connections.list', {}, { 'connections.list': handler });
    expect(reply).toMatchObject({ ok: false, error: { code: 'bug', message: 'x is not a function' } });
    expect(JSON.stringify(reply)).not.toContain('answer.test');
    expect(log.error).toHaveBeenCalledOnce();
  });

  it('does not pass on an answer outside the contract', async () => {
    const settings = { theme: 'dark', zone: 'utc', password: 'hunter2' } as never;
    const reply = await ask('settings.get', {}, { 'settings.get': () => Promise.resolve(settings) });
    expect(reply).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(JSON.stringify(reply)).not.toContain('hunter2');
  });

  it('checks progress too', async () => {
    const call = calling();
    const openDemo: Handlers['connections.openDemo'] = (_, { progress }) => {
      progress({ step: 'Making', fraction: 0.5 });
      progress({ step: 'Making', fraction: 7 });
      throw new Error('not reached');
    };
    const reply = await ask('connections.openDemo', {}, { 'connections.openDemo': openDemo }, call);
    expect(call.progress).toHaveBeenCalledExactlyOnceWith({ step: 'Making', fraction: 0.5 });
    expect(reply).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(JSON.stringify(reply)).not.toContain('not reached');
  });

  it('calls what an abort threw cancelled', async () => {
    const controller = new AbortController();
    const wait = (): Promise<never> => {
      controller.abort();
      controller.signal.throwIfAborted();
      return Promise.reject(new Error('never'));
    };
    const call = calling(controller.signal);
    const reply = await ask('connections.list', {}, { 'connections.list': wait }, call);
    expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(log.error).not.toHaveBeenCalled();
  });
});
