import { describe, expect, it } from 'vitest';
import { senderFault } from './sender.ts';

const page = { url: 'app://investigator/timeline', isMainFrame: true };

describe('senderFault', () => {
  it('lets the main frame of our window with our page ask', () => {
    expect(senderFault({ isKnownWindow: true, frame: page })).toBeNull();
  });
  it.each([
    ['another window', { isKnownWindow: false, frame: page }],
    ['a frame that is gone', { isKnownWindow: true, frame: null }],
    ['a frame inside the page', { isKnownWindow: true, frame: { ...page, isMainFrame: false } }],
    ['a foreign page', { isKnownWindow: true, frame: { ...page, url: 'https://evil.example/' } }],
    ['a blank page', { isKnownWindow: true, frame: { ...page, url: 'about:blank' } }],
    ['no URL', { isKnownWindow: true, frame: { ...page, url: '' } }],
  ])('refuses %s', (_, sender) => expect(senderFault(sender)).not.toBeNull());
});
