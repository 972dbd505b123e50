import { describe, expect, it } from 'vitest';
import { placeWindow } from './placement.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const external = { x: 1440, y: 0, width: 2560, height: 1440 };
const on = (x: number, y: number, width = 1200, height = 800, maximized = false) => ({
  bounds: { x, y, width, height },
  maximized,
});

describe('placeWindow', () => {
  it('lets the system choose the place the first time', () => {
    expect(placeWindow(null, [external])).toEqual({ bounds: { width: 1440, height: 900 }, maximized: false });
  });

  it('opens no larger than the screen', () => {
    expect(placeWindow(null, [{ ...laptop, width: 1280 }]).bounds).toEqual({ width: 1280, height: 875 });
  });

  it('comes back where it was, on either screen, at negative places too', () => {
    expect(placeWindow(on(100, 50), [laptop]).bounds).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
    expect(placeWindow(on(1600, 10), [laptop, external]).bounds).toMatchObject({ x: 1600, y: 10 });
    const left = { x: -1920, y: 0, width: 1920, height: 1080 };
    expect(placeWindow(on(-1800, 30), [laptop, left]).bounds).toMatchObject({ x: -1800, y: 30 });
  });

  it.each([
    ['on a screen that is gone', on(1600, 10)],
    ['almost off to the right', on(1300, 100)],
    ['almost off to the left', on(-1050, 100)],
    ['with its title above the screen', on(100, -30)],
    ['with its title below the screen', on(100, 880)],
  ])('does not come back %s', (_, saved) => {
    expect(placeWindow(saved, [laptop]).bounds).not.toHaveProperty('x');
  });

  it('keeps being maximized even when the place is gone', () => {
    expect(placeWindow(on(9000, 0, 1200, 800, true), [laptop]).maximized).toBe(true);
  });

  it('never becomes smaller than the least size or larger than its screen', () => {
    expect(placeWindow(on(0, 25, 300, 200), [laptop]).bounds).toMatchObject({ width: 1024, height: 700 });
    expect(placeWindow(on(0, 25, 9000, 9000), [laptop]).bounds).toMatchObject({ width: 1440, height: 875 });
  });
});
