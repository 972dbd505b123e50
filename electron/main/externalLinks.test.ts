import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ dialog: {}, shell: {} }));
const { isAllowedExternal } = await import('./externalLinks.ts');

describe('isAllowedExternal', () => {
  it.each(['https://www.postgresql.org/docs/18/', 'https://hexdocs.pm/threadline/readme.html'])('%s', (url) =>
    expect(isAllowedExternal(url)).toBe(true),
  );
  it.each([
    'http://www.postgresql.org/',
    'https://postgresql.org.evil.example/',
    'https://www.postgresql.org:444/',
    'https://a:b@www.postgresql.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://www.postgresql.org/share',
    `https://hexdocs.pm/${'a'.repeat(2048)}`,
    'no url',
  ])('not %s', (url) => expect(isAllowedExternal(url)).toBe(false));
});
