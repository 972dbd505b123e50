import { describe, expect, it } from 'vitest';
import { openEnvelope } from './envelope.ts';

const good = { id: 'r1', channel: 'timeline.page', payload: { source: 'src_0', filters: {} } };
const faultOf = (message: unknown): string | null => {
  const opened = openEnvelope(message);
  return 'fault' in opened ? opened.fault : null;
};
const deep = (levels: number): unknown => (levels === 0 ? 1 : { in: deep(levels - 1) });

describe('openEnvelope', () => {
  it('lets plain data for a known channel through', () => {
    expect(openEnvelope(good)).toEqual({ envelope: good });
    expect(faultOf({ ...good, payload: { filters: { op: undefined, from: null } } })).toBeNull();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'timeline.page'],
    ['a list', [good]],
    ['an unknown channel', { ...good, channel: 'purge.execute' }],
    ["a name of Object's prototype", { ...good, channel: 'toString' }],
    ['a channel that is no text', { ...good, channel: 7 }],
    ['an id with odd characters', { ...good, id: '../1' }],
    ['an id that is too long', { ...good, id: 'a'.repeat(65) }],
    ['more members than it has', { ...good, admin: true }],
    ['a missing id', { channel: 'app.info', payload: {} }],
  ])('refuses %s', (_, message) => expect(faultOf(message)).toMatch(/channel|envelope/));

  it.each([
    ['__proto__', JSON.parse('{"__proto__":{"admin":true}}') as unknown],
    ['constructor', { constructor: { prototype: { admin: true } } }],
    ['prototype', { filters: { prototype: 1 } }],
  ])('refuses the key %s anywhere', (key, payload) => {
    expect(faultOf({ ...good, payload })).toContain(`the key ${key}`);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it.each([
    ['a map', new Map()],
    ['a date', new Date()],
    ['a buffer', new Uint8Array(8)],
    ['a big integer', 1n],
    ['not a number', Number.NaN],
    ['an error', new Error('x')],
    ['a function', () => 1],
  ])('refuses %s, which is not plain data', (_, payload) => {
    expect(faultOf({ ...good, payload: { payload } })).not.toBeNull();
  });

  it('bounds text, count and depth', () => {
    const text = 'x'.repeat(1_000_000);
    expect(faultOf({ ...good, payload: { text } })).toBeNull();
    expect(faultOf({ ...good, payload: { a: text, b: text } })).toContain('more than 2000000 characters');
    expect(faultOf({ ...good, payload: { ['k'.repeat(2_000_001)]: 1 } })).toContain('characters');
    expect(faultOf({ ...good, payload: Array.from({ length: 20_001 }, () => 1) })).toContain('too many');
    expect(faultOf({ ...good, payload: deep(30) })).toContain('deeply');
  });

  it('ends on cycles', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(faultOf({ ...good, payload: cycle })).toContain('deeply');
  });
});
