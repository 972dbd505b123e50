// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallEnvelope, Reply } from '@shared/ipc/channels.ts';
import type { Profile } from '@shared/domain/profile.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { ProfileDialog } from './ProfileDialog.tsx';

const PROFILE: Profile = {
  id: '5f2c81d0-0000-4000-8000-000000000000',
  name: 'Harbour Shop',
  environment: 'staging',
  endpoint: {
    host: 'db.example',
    port: 5432,
    database: 'shop',
    user: 'investigator',
    tls: { mode: 'prefer', ca_file: null },
    storage_schema: null,
  },
  allow_purge: true,
  created_at: '2026-11-24T04:07:12.000001Z',
  last_used_at: null,
};

/** Shows the dialog with "Save and open" pressed; main answers when told to. */
async function saving() {
  const sent: CallEnvelope[] = [];
  const cancelled: string[] = [];
  let answer: (reply: Reply) => void = () => undefined;
  vi.stubGlobal('investigator', {
    call: (envelope: CallEnvelope) => {
      sent.push(envelope);
      return new Promise<Reply>((resolve) => (answer = resolve));
    },
    cancel: (id: string) => cancelled.push(id),
    onEvent: () => () => undefined,
  });
  const onSaved = vi.fn();
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={queryClient}>
      <ProfileDialog profile={PROFILE} onClose={onClose} onSaved={onSaved} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Save and open' }));
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  const finish = (): Promise<void> =>
    act(async () => {
      answer({ ok: true, value: PROFILE });
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
  return { sent, cancelled, onSaved, onClose, finish };
}

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

it('goes on to open what was saved', async () => {
  const { onSaved, finish } = await saving();
  await finish();
  expect(onSaved).toHaveBeenCalledExactlyOnceWith(PROFILE, true, null);
});

it('opens nothing once Cancel is pressed while saving', async () => {
  const { sent, cancelled, onSaved, onClose, finish } = await saving();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onClose).toHaveBeenCalledOnce();
  expect(cancelled).toEqual([sent[0]?.id]);
  await finish();
  expect(onSaved).not.toHaveBeenCalled();
});

it('keeps what the form does not show: whether purges may be planned', async () => {
  const { sent, finish } = await saving();
  expect(JSON.stringify(sent[0])).toContain('"allow_purge":true');
  expect(screen.queryByText(/purge/i)).toBeNull();
  await finish();
});

describe('a new profile', () => {
  const begin = (onClose = vi.fn()): CallEnvelope[] => {
    const sent: CallEnvelope[] = [];
    vi.stubGlobal('investigator', {
      call: (envelope: CallEnvelope) => {
        sent.push(envelope);
        return new Promise<Reply>(() => undefined);
      },
      cancel: () => undefined,
      onEvent: () => () => undefined,
    });
    render(
      <QueryClientProvider client={queryClient}>
        <ProfileDialog profile={null} onClose={onClose} onSaved={vi.fn()} />
      </QueryClientProvider>,
    );
    for (const [label, value] of [
      ['Name', 'Shop'],
      ['Host', 'db.example'],
      ['Database', 'shop'],
      ['User', 'investigator'],
    ] as const)
      fireEvent.change(screen.getByLabelText(label), { target: { value } });
    return sent;
  };
  const press = (name: string): boolean => fireEvent.click(screen.getByRole('button', { name }));

  it('is not lost by one Escape', async () => {
    const onClose = vi.fn();
    begin(onClose);
    const escape = (): boolean => fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    escape();
    expect(await screen.findByText('Escape once more discards what you typed.')).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Shop, too' } });
    expect(screen.queryByText(/discards/)).toBeNull();
    escape();
    escape();
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });

  it('is no environment until one is chosen, and is not saved before', async () => {
    const sent = begin();
    for (const name of ['production', 'staging', 'development'])
      expect(screen.getByRole('button', { name }).getAttribute('aria-pressed')).toBe('false');
    press('Save');
    expect(await screen.findByText('Choose what this database is')).toBeTruthy();
    expect(sent).toEqual([]);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'production' }));
    press('production');
    expect(screen.queryByText('Choose what this database is')).toBeNull();
    press('Save');
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    expect(JSON.stringify(sent[0])).toContain('"environment":"production"');
  });

  it('can be tested before one is chosen, and the focus stays', async () => {
    const sent = begin();
    const test = screen.getByRole('button', { name: 'Test' });
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('INPUT'));
    test.focus();
    press('Test');
    await vi.waitFor(() => expect(test.getAttribute('aria-disabled')).toBe('true'));
    expect(test.hasAttribute('disabled')).toBe(false);
    expect(document.activeElement).toBe(test);
    press('Test');
    await vi.waitFor(() => expect(sent.map(({ channel }) => channel)).toEqual(['connections.test']));
  });
});
