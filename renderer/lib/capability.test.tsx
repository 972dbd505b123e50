// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallEnvelope } from '@shared/ipc/channels.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { NothingFound } from '@renderer/features/timeline/NothingFound.tsx';
import { rememberCapability, useCapability } from './capability.ts';
import { queryClient } from './queryClient.ts';

const TRIGGER: Capability['triggers'][number] = {
  table_schema: 'public',
  table_name: 'orders',
  trigger: 't',
  function_schema: 'public',
  function: 'f',
  language: 'plpgsql',
  enabled: 'O',
  key_columns: ['id'],
  clone: false,
};

function capability(now: string, oldest: string, triggers: Capability['triggers']): Capability {
  return {
    server: {
      version: '18.4',
      version_num: 180004,
      database: 'shop',
      user: 'u',
      now,
      replica: false,
      pooled: false,
      tls: false,
    },
    storage_schema: 'public',
    other_storage_schemas: [],
    has_changed_from: true,
    has_actor: true,
    has_action_link: true,
    has_actions: true,
    governance: { export_jobs: false, retention_runs: false, saved_views: false, evidence_records: false },
    row_history_index: 'valid',
    actor_gin_index: true,
    actor_time_index: false,
    partitioned: false,
    privileges: { superuser: false, dangerous_roles: [], may_write: false, may_read: true },
    window: { oldest, newest: now },
    estimates: { changes: 1, transactions: 1, actions: 0 },
    triggers,
    uncovered_tables: [],
    key_shapes: [],
    warnings: [],
  };
}

const BEFORE = capability('2026-11-24T03:00:00.000000Z', '2026-10-01T00:00:00.000000Z', [TRIGGER]);
const AFTER = capability('2026-11-24T04:07:12.000000Z', '2026-11-01T00:00:00.000000Z', []);
const SOURCE = { source: 'src_1', capability: BEFORE } as OpenSource;
const asked: Filters[] = [];
const FILTERS = { table: ['public.orders'] };

function Screen(): React.ReactNode {
  return (
    <NothingFound
      source={SOURCE.source}
      filters={FILTERS}
      capability={useCapability(SOURCE)}
      zone="utc"
      onChange={(filters) => asked.push(filters)}
    />
  );
}

const UNKNOWN = [{ table: 'public.orders', state: 'unknown', meant: 'public.order_lines' }];

function show(reply: unknown, unknown: readonly unknown[] = []): CallEnvelope[] {
  const sent: CallEnvelope[] = [];
  vi.stubGlobal('investigator', {
    call: (envelope: CallEnvelope) => {
      sent.push(envelope);
      const looked = envelope.channel === 'timeline.unknownTables';
      return Promise.resolve(looked ? { ok: true, value: unknown } : reply);
    },
    cancel: () => undefined,
    onEvent: () => () => undefined,
  });
  rememberCapability(SOURCE);
  render(
    <QueryClientProvider client={queryClient}>
      <Screen />
    </QueryClientProvider>,
  );
  return sent;
}

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

describe('an empty answer', () => {
  it('looks anew at triggers and the oldest row, and says when it looked', async () => {
    const sent = show({ ok: true, value: AFTER });
    expect(screen.queryByText('No trigger now')).toBeNull();
    expect(await screen.findByText('No trigger now')).toBeTruthy();
    expect(screen.getByText(/no capture trigger now \(looked at 04:07:12Z\)/)).toBeTruthy();
    expect(screen.getByText(/Oldest row still here: 2026-11-01 00:00:00/)).toBeTruthy();
    expect(sent.map(({ channel }) => channel)).toEqual(['timeline.unknownTables', 'catalog.info']);
  });

  it('claims nothing about a table that nobody recorded, and offers what was meant', async () => {
    show({ ok: true, value: AFTER }, UNKNOWN);
    const said =
      'No change is recorded for table "public.orders", and no capture trigger watches one of that name; did you mean "public.order_lines"?';
    expect(await screen.findByText(said)).toBeTruthy();
    expect(screen.queryByText(/its writes leave/)).toBeNull();
    expect(screen.queryByText('Deleted by retention')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Ask for public.order_lines' }));
    fireEvent.click(screen.getByRole('button', { name: 'Remove the filter: table is public.orders' }));
    expect(asked).toEqual([{ table: ['public.order_lines'] }, {}]);
  });

  it('tells a table that exists without a trigger from one that nobody knows', async () => {
    show({ ok: true, value: AFTER }, [{ table: 'public.orders', state: 'uncovered', meant: null }]);
    expect(await screen.findByText(/^public.orders exists and has no capture trigger now/)).toBeTruthy();
    expect(screen.queryByText('Unknown table')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Remove the filter/ })).toBeNull();
  });

  it('keeps the last known where the source does not answer', async () => {
    const error = {
      code: 'connection_lost',
      message: 'lost',
      hint: null,
      detail: null,
      retryable: true,
    };
    const sent = show({ ok: false, error });
    await vi.waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(sent).toHaveLength(2);
    expect(screen.getByText(/Oldest row still here: 2026-10-01 00:00:00/)).toBeTruthy();
  });
});
