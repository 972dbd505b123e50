import type { AuditSource, Session } from '@engine/db/session.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { BridgeEvent } from '@shared/ipc/channels.ts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { placeOf, Sources } from './sources.ts';

const log = { file: '', info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const about = { kind: 'demo', name: 'Demo', place: 'here', profile_id: null } as const;
const forNow = new AbortController().signal;
const lost = new InvestigatorError('connection_lost', 'the server went away', { retryable: true });

let events: BridgeEvent[];
let sources: Sources;
let answers: boolean;
let onLost: (error: InvestigatorError) => void;
const close = vi.fn(() => Promise.resolve());
const read = vi.fn(() => (answers ? Promise.resolve() : Promise.reject(lost)));

async function openOne(): Promise<string> {
  const { source } = await sources.open(
    about,
    (report) => {
      onLost = report;
      const session = { read, close } as unknown as Session;
      return Promise.resolve({ session, capability: {} } as AuditSource);
    },
    forNow,
  );
  return source;
}

beforeEach(() => {
  vi.clearAllMocks();
  events = [];
  answers = true;
  sources = new Sources((event) => events.push(event), log);
});

describe('Sources', () => {
  it('gives every connection an id of its own that the contract accepts', async () => {
    const ids = [await openOne(), await openOne()];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^src_[0-9a-f]{16}$/);
    expect(sources.list().map(({ source }) => source)).toEqual(ids);
  });

  it('keeps nothing of a connection that could not be made', async () => {
    await expect(sources.open(about, () => Promise.reject(lost), forNow)).rejects.toBe(lost);
    expect(sources.list()).toEqual([]);
  });

  it('closes at once what was opened for somebody who no longer waits', async () => {
    const waiting = new AbortController();
    const opening = sources.open(
      about,
      () => {
        waiting.abort();
        const session = { read, close } as unknown as Session;
        return Promise.resolve({ session, capability: {} } as AuditSource);
      },
      waiting.signal,
    );
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' });
    expect(close).toHaveBeenCalledOnce();
    expect(sources.list()).toEqual([]);
  });

  it('shows what a new probe found', async () => {
    const id = await openOne();
    const capability = { storage_schema: 'threadline' } as Capability;
    expect(sources.update(id, capability)).toBe(capability);
    expect(sources.get(id).capability).toBe(capability);
    expect(sources.list()[0]?.capability).toBe(capability);
  });

  it('refuses ids it does not know, also after closing', async () => {
    const id = await openOne();
    await sources.close(id);
    expect(close).toHaveBeenCalledOnce();
    expect(() => sources.get(id)).toThrow(expect.objectContaining({ code: 'unknown_source' }) as Error);
    await sources.close(id);
    expect(close).toHaveBeenCalledOnce();
  });

  it('closes the others when one cannot be closed', async () => {
    await openOne();
    await openOne();
    close.mockRejectedValueOnce(new Error('broken'));
    await sources.closeAll();
    expect(close).toHaveBeenCalledTimes(2);
    expect(sources.list()).toEqual([]);
  });
});

describe('placeOf', () => {
  const endpoint = {
    host: 'db',
    port: 5432,
    database: 'shop',
    user: 'mara',
    tls: { mode: 'disable', ca_file: null },
    storage_schema: null,
  } as const;
  it('writes it as people read it', () => {
    expect(placeOf(endpoint)).toBe('mara@db:5432/shop');
    expect(placeOf({ ...endpoint, host: '::1' })).toBe('mara@[::1]:5432/shop');
  });
});

describe('a lost connection', () => {
  it('is told once, tried again with growing pauses, and told when it is back', async () => {
    const source = await openOne();
    answers = false;
    onLost(lost);
    onLost(lost);
    expect(events).toEqual([{ type: 'source_lost', source, error: lost.report() }]);
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1), 3000);
    answers = true;
    await vi.waitFor(() => expect(events).toHaveLength(2), 5000);
    expect(events[1]).toEqual({ type: 'source_recovered', source });
    // Lost again: told again.
    onLost(lost);
    expect(events).toHaveLength(3);
    await sources.closeAll();
  }, 10_000);

  it('is not tried any more once it was closed', async () => {
    const source = await openOne();
    answers = false;
    onLost(lost);
    await sources.close(source);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(read).not.toHaveBeenCalled();
  });
});
