// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { useKeys } from './useKeys.ts';

const open = vi.fn();
const filter = vi.fn();
const COMMANDS: readonly Command[] = [
  { id: 'open', title: 'Open', group: 'Change', keys: 'enter', run: open },
  { id: 'filter', title: 'Filter', group: 'Question', keys: '/', run: filter },
];

function Screen({ closing = false }: { readonly closing?: boolean }): React.ReactNode {
  useCommands(COMMANDS);
  useKeys();
  return (
    <>
      <button type="button">Export</button>
      <a href="#/timeline">
        <span>Timeline</span>
      </a>
      <div role="grid" tabIndex={0} />
      <div role="dialog" {...(closing ? { 'data-closed': '' } : {})}>
        <input aria-label="value" />
      </div>
      <div role="dialog" data-toast tabIndex={-1}>
        Copied
      </div>
    </>
  );
}

const press = (element: HTMLElement, key: string): boolean => fireEvent.keyDown(element, { key });

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

describe('keys', () => {
  it('run their command on the list, and anywhere nothing has the focus', () => {
    render(<Screen />);
    press(screen.getByRole('grid'), 'Enter');
    press(document.body, 'Enter');
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('run their command while a toast has the focus', () => {
    render(<Screen />);
    press(screen.getByText('Copied'), '/');
    expect(filter).toHaveBeenCalledOnce();
  });

  it('leave Enter to the button or link that has the focus, and it alone', () => {
    render(<Screen />);
    // Not prevented: the browser presses what has the focus.
    expect(press(screen.getByRole('button'), 'Enter')).toBe(true);
    expect(press(screen.getByText('Timeline'), 'Enter')).toBe(true);
    expect(open).not.toHaveBeenCalled();
    press(screen.getByRole('button'), '/');
    expect(filter).toHaveBeenCalledOnce();
  });

  it('are letters where one types, until what one types into is fading out', () => {
    const { rerender } = render(<Screen />);
    press(screen.getByLabelText('value'), '/');
    expect(filter).not.toHaveBeenCalled();
    rerender(<Screen closing />);
    expect(press(screen.getByLabelText('value'), '/')).toBe(false);
    expect(filter).toHaveBeenCalledOnce();
  });
});
