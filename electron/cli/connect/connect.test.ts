import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { environmentEndpoint } from './environmentEndpoint.ts';
import { parseServiceFile, readService } from './serviceFile.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'threadline-service-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('pg_service.conf', () => {
  it('has sections, comments and blanks; the first section of a name counts', () => {
    const services = parseServiceFile(
      '# c\nstray=1\n[a]\nhost = h 1 \r\n\nport=1\n[b]\nhost=x=y\n[a]\nhost=later\n',
    );
    expect(Object.fromEntries(services.get('a') ?? [])).toEqual({ host: 'h 1', port: '1' });
    expect(services.get('b')?.get('host')).toBe('x=y');
  });

  it('is looked for in the own file, then in the system’s', () => {
    writeFileSync(path.join(folder, 'own.conf'), '[own]\nhost=o\n');
    writeFileSync(path.join(folder, 'pg_service.conf'), '[shared]\nhost=s\n');
    const env = { PGSERVICEFILE: path.join(folder, 'own.conf'), PGSYSCONFDIR: folder };
    expect(readService('own', env).get('host')).toBe('o');
    expect(readService('shared', env).get('host')).toBe('s');
    expect(() => readService('none', env)).toThrow(/no service "none"/);
  });
});

describe('PG* variables', () => {
  it('are nothing when none is set', () => {
    expect(environmentEndpoint({ PATH: '/bin', PGPASSWORD: 'x' })).toBeNull();
  });

  it('describe an endpoint, odd characters included', () => {
    const found = environmentEndpoint({
      PGHOST: 'db.example.com',
      PGPORT: '6000',
      PGDATABASE: 'my db+1&x',
      PGUSER: 'a@b:c',
      PGSSLMODE: 'require',
    });
    expect(found?.endpoint).toMatchObject({
      host: 'db.example.com',
      port: 6000,
      database: 'my db+1&x',
      user: 'a@b:c',
      tls: { mode: 'require', ca_file: null },
    });
  });

  it('verify remote hosts and leave sockets alone', () => {
    const tls = (host: string): string | undefined =>
      environmentEndpoint({ PGHOST: host, PGUSER: 'u' })?.endpoint.tls.mode;
    expect([tls('db.example.com'), tls('/var/run/postgresql'), tls('localhost')]).toEqual([
      'verify-full',
      'disable',
      'disable',
    ]);
  });

  it('yield to a service, which may hold a password', () => {
    const file = path.join(folder, 'services');
    writeFileSync(file, '[audit]\nhost=s.example.com\nuser=svc\npassword=p+w %41\n');
    const found = environmentEndpoint({
      PGSERVICE: 'audit',
      PGSERVICEFILE: file,
      PGHOST: 'no',
      PGDATABASE: 'd',
    });
    expect(found).toMatchObject({
      endpoint: { host: 's.example.com', user: 'svc', database: 'd' },
      password: 'p+w %41',
    });
  });
});
