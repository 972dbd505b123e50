// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { IconButton } from './Button.tsx';
import { Dialog } from './Dialog.tsx';

afterEach(cleanup);

/** Focus shows a tooltip at once, as the pointer does after a moment. */
async function showTooltip(): Promise<void> {
  act(() => screen.getByRole('button', { name: 'Switch to light' }).focus());
  expect(await screen.findByText('Switch to light')).toBeTruthy();
}

const THEME = (
  <IconButton label="Switch to light" onClick={() => undefined}>
    x
  </IconButton>
);

describe('Escape while a tooltip is shown', () => {
  it('hides it and reaches the screen, too', async () => {
    const onEscape = vi.fn((event: KeyboardEvent) => event.defaultPrevented);
    window.addEventListener('keydown', onEscape);
    render(THEME);
    await showTooltip();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    window.removeEventListener('keydown', onEscape);
    expect(onEscape).toHaveReturnedWith(false);
    await vi.waitFor(() => expect(screen.queryByText('Switch to light')).toBeNull());
  });

  it('closes the dialog it is in', async () => {
    const onClose = vi.fn();
    render(
      <Dialog open onClose={onClose} title="Export">
        {THEME}
      </Dialog>,
    );
    await showTooltip();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(onClose).toHaveBeenCalledOnce();
  });
});
