import { describe, expect, it } from 'vitest';
import { parseDeepLink } from './deepLink.ts';
import { parseSwitches } from './switches.ts';

describe('parseDeepLink', () => {
  it.each([
    ['investigator://timeline', '/timeline'],
    ['investigator://timeline/', '/timeline'],
    ['investigator://timeline?actor=user%3A42&op=update', '/timeline?actor=user%3A42&op=update'],
    [
      'investigator://transaction/6f0a3c0e-0000-4000-8000-000000000001',
      '/transaction/6f0a3c0e-0000-4000-8000-000000000001',
    ],
    ['INVESTIGATOR://TIMELINE?x=1', '/timeline?x=1'],
  ])('%s leads to %s', (link, to) => expect(parseDeepLink(link)).toBe(to));

  it.each([
    ['another scheme', 'https://timeline'],
    ['no scheme', 'timeline'],
    ['an unknown screen', 'investigator://purge?execute=1'],
    ['a screen hidden in the path', 'investigator://x/timeline'],
    ['a user', 'investigator://me@timeline'],
    ['a password', 'investigator://me:pw@timeline'],
    ['a port', 'investigator://timeline:80'],
    ['an encoded path', 'investigator://timeline/%2e%2e%2fconnections'],
    ['a double slash', 'investigator://timeline//evil.example'],
    ['too much', `investigator://timeline?x=${'a'.repeat(2048)}`],
  ])('refuses %s', (_, link) => expect(parseDeepLink(link)).toBeNull());

  it('keeps the fragment out', () => {
    expect(parseDeepLink('investigator://timeline#/connections')).toBe('/timeline');
  });
});

describe('parseSwitches', () => {
  it('reads its own and leaves the rest', () => {
    expect(parseSwitches(['electron', '.', '--no-sandbox', '--open-demo'])).toEqual({
      openDemo: true,
      smoke: false,
      deepLink: null,
    });
    expect(parseSwitches(['app', '--smoke', 'investigator://timeline'])).toEqual({
      openDemo: false,
      smoke: true,
      deepLink: 'investigator://timeline',
    });
  });
});
