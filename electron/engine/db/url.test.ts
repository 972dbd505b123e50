import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { tlsModes } from '@shared/domain/profile.ts';
import { formatPostgresUrl, parsePostgresUrl } from './url.ts';

/** Any text without NUL and lone surrogates. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'@:/?#&=%+ []\\\'"é✓'.split('')).map((c) => c.codePointAt(0) ?? 0x20),
      fc.integer({ min: 1, max: 0x10_ffff }).filter((code) => code < 0xd800 || code > 0xdfff),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((codes) => String.fromCodePoint(...codes));
const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.constantFrom('::1', 'fe80::1', '2001:db8::ff00:42:8329', '/var/run/postgresql', '/tmp/odd dir'),
);

describe('a PostgreSQL URI', () => {
  it('reads back what was written, whatever characters it holds', () => {
    fc.assert(
      fc.property(
        fc.record({
          host,
          port: fc.integer({ min: 1, max: 65_535 }),
          database: text,
          user: text,
          password: fc.option(text),
          mode: fc.constantFrom(...tlsModes),
          ca_file: fc.option(text.filter((path) => path !== 'system')),
        }),
        ({ password, mode, ca_file, ...place }) => {
          const endpoint = { ...place, tls: { mode, ca_file }, storage_schema: null };
          expect(parsePostgresUrl(formatPostgresUrl({ endpoint, password }))).toEqual({ endpoint, password });
        },
      ),
    );
  });

  it.each([
    [
      'postgres://u:p@h/d',
      { host: 'h', port: 5432, user: 'u', database: 'd', password: 'p', mode: 'verify-full' },
    ],
    ['postgresql://u@localhost:6543/d', { host: 'localhost', port: 6543, password: null, mode: 'disable' }],
    ['ecto://u:p@db.internal/d', { host: 'db.internal', mode: 'verify-full' }],
    ['POSTGRES://u@h/d', { host: 'h' }],
    ['postgres://u@h', { user: 'u', database: 'u' }],
    ['postgres://u@h/?sslmode=require', { database: 'u', mode: 'require' }],
    ['postgres://u@/d', { host: 'localhost', mode: 'disable' }],
    ['postgres://u@127.8.9.1/d', { mode: 'disable' }],
    ['postgres://u@128.0.0.1/d', { mode: 'verify-full' }],
    ['postgres://u@[::1]:5433/d', { host: '::1', port: 5433, mode: 'disable' }],
    ['postgres://u@[2001:db8::1]/d', { host: '2001:db8::1', port: 5432, mode: 'verify-full' }],
    ['postgres://u@%2Fvar%2Frun/d', { host: '/var/run', mode: 'disable' }],
    ['postgres://u@/d?host=/var/run&port=5433', { host: '/var/run', port: 5433, mode: 'disable' }],
    ['postgres://h/d?user=x&password=y%40z', { user: 'x', password: 'y@z' }],
    ['postgres://u@h/ignored?dbname=real', { database: 'real' }],
    ['postgres://u:@h/d', { password: '' }],
    ['postgres://u:a%40b%3Ac%2Fd%25e@h/d', { password: 'a@b:c/d%e' }],
    ['postgres://u:a@b:c/d%e?f@h/d?sslmode=prefer', { password: 'a@b:c/d%e?f', host: 'h', mode: 'prefer' }],
    ['postgres://u:100%@h/d', { password: '100%' }],
    [
      '  postgres://u@h/d?sslmode=verify-ca&sslrootcert=%2Fca.pem  ',
      { mode: 'verify-ca', ca_file: '/ca.pem' },
    ],
    ['postgres://u@h/d?sslrootcert=system', { ca_file: null, mode: 'verify-full' }],
    ['postgres://u@h/d?application_name=x&connect_timeout=5', { host: 'h' }],
  ])('%s', (url, expected) => {
    const { endpoint, password } = parsePostgresUrl(url);
    const { tls, ...place } = endpoint;
    expect({ ...place, ...tls, password }).toMatchObject(expected);
  });

  it.each([
    ['mysql://u@h/d', 'does not start with'],
    ['u@h/d', 'does not start with'],
    ['', 'does not start with'],
    ['postgres://u@h:0/d', 'not a number from 1 to 65535'],
    ['postgres://u@h:99999/d', 'not a number from 1 to 65535'],
    ['postgres://u@h:x/d', 'not a number from 1 to 65535'],
    ['postgres://u:secret/d', 'is the part @HOST missing?'],
    ['postgres://u@a,b/d', 'several hosts'],
    ['postgres://u@/d?host=a,b', 'several hosts'],
    ['postgres://u@::1/d', 'needs brackets'],
    ['postgres://u@h/d?options=-c%20x', 'parameter options is not supported'],
    ['postgres://u@h/d?ssl=true', 'parameter ssl is not supported'],
    ['postgres://u@h/d?sslmood=x', 'it has an unknown parameter'],
    ['postgres://u@h/d?sslmode=no-verify', 'sslmode is unknown'],
    ['postgres://u@h/d?sslmode', 'sslmode has no value'],
    ['postgres://u:%ff@h/d', 'not percent-encoded UTF-8'],
    ['postgres://u@h/%00', 'NUL'],
  ])('refuses %s', (url, why) => {
    expect(() => parsePostgresUrl(url)).toThrow(expect.objectContaining({ code: 'invalid_url' }) as Error);
    expect(() => parsePostgresUrl(url)).toThrow(why);
  });

  it('asks for the host only where none is written', () => {
    for (const url of ['postgres://u@h:99999/d', 'postgres://u:p@h:x/d', 'postgres:///d?host=h&port=0'])
      expect(() => parsePostgresUrl(url)).not.toThrow('missing');
  });

  it.each([
    'postgres://u:s3cret@h:99999/d?nope=1',
    'postgres://app:s3cret/db',
    'postgres://app:s3cret',
    'postgres://app:p@s3cret:s3cret/db',
    'postgres://u:s3cret?sslmode=s3cret@h/db',
    'postgres://u:12?sslmode=s3cret@h/db',
    'postgres://u:12?s3cret=x@h/db',
    'postgres://u:12?port=s3cret@h/db',
    'postgres://u:p@12?s3cret=x',
    'postgres://u:a&s3cret?b&s3cret=c@h/db',
  ])('never repeats the password in a refusal: %s', (url) => {
    const refusal = ((): unknown => {
      try {
        return parsePostgresUrl(url);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(InvestigatorError);
    expect(JSON.stringify(refusal)).not.toContain('s3cret');
    expect(String(refusal)).not.toContain('s3cret');
  });
});
