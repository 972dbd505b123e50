// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { focusScreen } from './screenFocus.ts';

const main = (): HTMLElement => document.querySelector('main') ?? document.body;
const focused = (): Element | null => document.activeElement;

beforeEach(() => {
  document.body.innerHTML = '<button>Forward</button><main id="main" tabindex="-1"></main>';
  document.querySelector('button')?.focus();
});

describe('the focus of a new screen', () => {
  it('is on the screen at once, on its heading and its list as they come', async () => {
    focusScreen();
    expect(focused()).toBe(main());
    main().innerHTML = '<h1>All changes</h1>';
    await vi.waitFor(() => expect(focused()?.tagName).toBe('H1'));
    main().insertAdjacentHTML('beforeend', '<div role="grid" tabindex="0"></div>');
    await vi.waitFor(() => expect(focused()?.getAttribute('role')).toBe('grid'));
  });

  it('is not taken from where somebody put it', async () => {
    focusScreen();
    const button = document.querySelector('button');
    button?.focus();
    main().innerHTML = '<h1>All changes</h1>';
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(focused()).toBe(button);
  });

  it('is not taken from where somebody put it, where the screen had it already', async () => {
    main().innerHTML = '<div role="grid" tabindex="0"></div>';
    main().querySelector<HTMLElement>('[role="grid"]')?.focus();
    focusScreen();
    const button = document.querySelector('button');
    button?.focus();
    main().insertAdjacentHTML('beforeend', '<h1>All changes</h1>');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(focused()).toBe(button);
  });
});
