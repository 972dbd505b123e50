import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppUrl, resolveAsset } from './appScheme.ts';

const root = path.resolve('/opt/app/dist/renderer');
const fileOf = (url: string): string | null => resolveAsset(root, url)?.file ?? null;

describe('resolveAsset', () => {
  it('finds a file of the interface and its type', () => {
    expect(resolveAsset(root, 'app://investigator/assets/main-x.js')).toEqual({
      file: path.join(root, 'assets/main-x.js'),
      type: 'text/javascript; charset=utf-8',
    });
    expect(resolveAsset(root, 'app://investigator/fonts/a%20b.woff2')?.file).toBe(
      path.join(root, 'fonts/a b.woff2'),
    );
  });

  it.each(['app://investigator', 'app://investigator/', 'app://investigator/timeline?table=public.users#x'])(
    'answers %s with the single page',
    (url) => expect(fileOf(url)).toBe(path.join(root, 'index.html')),
  );

  it.each([
    ['another host', 'app://elsewhere/index.html'],
    ['a port', 'app://investigator:80/index.html'],
    ['a user', 'app://mara@investigator/index.html'],
    ['another scheme', 'file:///etc/passwd.html'],
    ['no URL', 'index.html'],
    ['a broken escape', 'app://investigator/%E0%A4%A.html'],
    ['what is still encoded after one decoding', 'app://investigator/%252e%252e/%252e%252e/x.html'],
    ['a NUL', 'app://investigator/index.html%00.js'],
    ['backslashes', 'app://investigator/..%5c..%5cx.html'],
    ['a type we do not have', 'app://investigator/main.cjs'],
    ['a hidden file', 'app://investigator/.env.js.map'],
  ])('refuses %s', (_, url) => expect(fileOf(url)).toBeNull());

  it.each([
    'app://investigator/../../../etc/x.html',
    'app://investigator/%2e%2e/%2e%2e/x.html',
    'app://investigator/..%2f..%2fx.html',
    'app://investigator/assets/..%2f..%2f..%2fx.html',
    'app://investigator//etc/x.html',
    'app://investigator/%2fetc/x.html',
    'app://investigator/..%2frenderer-secret/x.html',
  ])('never leaves the root: %s', (url) => {
    const file = fileOf(url);
    if (file !== null) expect(file.startsWith(root + path.sep)).toBe(true);
  });
});

describe('isAppUrl', () => {
  it.each(['app://investigator/', 'app://investigator/timeline?x=1'])('knows %s', (url) =>
    expect(isAppUrl(url)).toBe(true),
  );
  it.each([
    'https://investigator/',
    'app://investigator.evil/',
    'app://investigator:1/',
    'app://x@investigator/',
    'about:blank',
    'data:text/html,app://investigator/',
    'file:///app://investigator/',
    '',
  ])('does not know %s', (url) => expect(isAppUrl(url)).toBe(false));
});
