import { describe, expect, it } from 'vitest';

// The interface is typed without Node, which only this test needs: the module's name is not resolved by types.
const NODE_FS = ['node', 'fs'].join(':');
const { readFileSync } = (await import(NODE_FS)) as {
  readFileSync: (file: URL, encoding: 'utf8') => string;
};
const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

const TEXT = 4.5;
const GRAPHICS = 3;
const SURFACES = ['bg-desk', 'bg-panel', 'bg-raised', 'bg-well', 'bg-hover', 'bg-sel'];
const INKS = ['ink', 'ink-2', 'ink-3', 'accent', 'thread', 'ins', 'upd', 'del', 'warn'];
const SEMANTIC = ['ins', 'upd', 'del', 'warn'];

type Pair = readonly [front: string, back: string, least: number];

/** What stands on what anywhere in the interface. */
const PAIRS: readonly Pair[] = [
  ...SURFACES.flatMap((back): Pair[] => [
    ...INKS.map((front): Pair => [front, back, TEXT]),
    ['focus', back, GRAPHICS],
    ['line-strong', back, GRAPHICS],
  ]),
  ...SEMANTIC.flatMap((name): Pair[] => [
    [name, `${name}-bg`, TEXT],
    [name, `${name}-em`, TEXT],
    ['ink', `${name}-bg`, TEXT],
    ['ink-2', `${name}-bg`, TEXT],
    ['ink', `${name}-em`, TEXT],
  ]),
  ...['ink', 'ink-2', 'ink-3'].flatMap((front): Pair[] => [
    [front, 'bg-press', TEXT],
    [front, 'bg-sel-strong', TEXT],
  ]),
  ['warn', 'bg-sel-strong', TEXT],
  ['thread', 'bg-sel-strong', GRAPHICS],
  ['solid-ink', 'solid', TEXT],
  ['solid-ink', 'solid-hover', TEXT],
  ['accent-ink', 'accent', TEXT],
  ['ink', 'prod-bar', TEXT],
  ['prod-ink-2', 'prod-bar', TEXT],
  ['prod-badge-ink', 'prod-badge', TEXT],
  ['warn', 'prod-bar', TEXT],
  ['ins', 'prod-bar', GRAPHICS],
  ['mask-ink', 'mask-a', TEXT],
  ['mask-ink', 'mask-b', TEXT],
  ...['ch-ins', 'ch-upd', 'ch-del'].map((front): Pair => [front, 'bg-panel', GRAPHICS]),
];

function themeColours(theme: 'dark' | 'light'): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{3}(?:[0-9a-f]{3})?);/g)].map(([, name = '', hex = '']) => [
      name,
      hex,
    ]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const digits =
    hex.length === 4
      ? hex
          .slice(1)
          .match(/./g)
          ?.map((digit) => digit + digit)
      : hex.slice(1).match(/../g);
  const [r = 0, g = 0, b = 0] = (digits ?? []).map((pair) => {
    const part = Number.parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

describe.each(['dark', 'light'] as const)('the %s theme', (theme) => {
  const colours = themeColours(theme);

  it.each(PAIRS)('%s on %s has a contrast of at least %d', (front, back, least) => {
    const [ink, ground] = [colours.get(front), colours.get(back)];
    expect(ink, `--${front}`).toBeDefined();
    expect(ground, `--${back}`).toBeDefined();
    expect(contrast(ink ?? '', ground ?? '')).toBeGreaterThanOrEqual(least);
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
