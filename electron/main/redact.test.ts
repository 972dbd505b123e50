import { InvestigatorError } from '@shared/domain/errors.ts';
import { describe, expect, it } from 'vitest';
import { redact } from './redact.ts';

describe('redact', () => {
  it.each([
    ['postgres://mara:hunter2@db/shop', 'postgres://mara:***@db/shop'],
    [
      'cannot reach postgresql://mara:p%40ss:w@db:5432/x now',
      'cannot reach postgresql://mara:***@db:5432/x now',
    ],
    ['ecto://mara:hun@ter2@db/shop', 'ecto://mara:***@db/shop'],
    ['postgres://:hunter2@db/shop', 'postgres://:***@db/shop'],
    ['postgres://mara:hun/ter?2@db/shop', 'postgres://mara:***@db/shop'],
    ['http://localhost:5173/@vite/client', 'http://localhost:5173/@vite/client'],
    ['password=hunter2 host=db', 'password=*** host=db'],
    ["PGPASSWORD='hun ter2' psql", 'PGPASSWORD=*** psql'],
    ['{"password":"hunter2","user":"mara"}', '{"password":***,"user":"mara"}'],
    ['passphrase: hunter2', 'passphrase: ***'],
    ['postgres://mara@db/shop', 'postgres://mara@db/shop'],
    ['the password was refused', 'the password was refused'],
  ])('%s', (text, expected) => expect(redact(text)).toBe(expected));

  it('masks telling keys at every depth and keeps null', () => {
    expect(
      redact({
        endpoint: { user: 'mara', password: 'hunter2' },
        list: [{ passphrase: 'x' }],
        password: null,
      }),
    ).toEqual({ endpoint: { user: 'mara', password: '***' }, list: [{ passphrase: '***' }], password: null });
  });

  it('keeps an error readable without its secrets', () => {
    const cause = new Error('postgres://mara:hunter2@db refused');
    const error = new InvestigatorError('connect_failed', 'no way to postgres://mara:hunter2@db', { cause });
    const text = JSON.stringify(redact(error));
    expect(text).toContain('connect_failed');
    expect(text).toContain('redact.test');
    expect(text).not.toContain('hunter2');
  });

  it('ends on cycles', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect(JSON.stringify(redact(cycle))).toContain('…');
  });
});
