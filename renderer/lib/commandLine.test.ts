import { describe, expect, it } from 'vitest';
import {
  connectionOptions,
  differentCommand,
  exportCommand,
  incidentCommand,
  rowCommand,
  timelineCommand,
} from './commandLine.ts';

const PROFILE = connectionOptions({ kind: 'production', name: "Harbour's shop" });

describe('the same question for the command line', () => {
  it('repeats an option for OR and quotes what a shell would take apart', () => {
    const filters = { table: ['public.a', 'public.b'], not_actor: ["user:o'neil x"], no_actor: true };
    expect(timelineCommand(filters, PROFILE)).toBe(
      `threadline-investigator timeline --profile 'Harbour'\\''s shop' --table public.a --table public.b --not-actor 'user:o'\\''neil x' --no-actor`,
    );
  });

  it('writes the window first, and the demo by its own option: nobody knows its password', () => {
    const demo = connectionOptions({ kind: 'demo', name: 'Demo' });
    expect(timelineCommand({ from: '2026-11-05T03:07:00.000000Z' }, demo)).toBe(
      'threadline-investigator timeline --demo --from 2026-11-05T03:07:00.000000Z',
    );
  });

  it('hands on a scope as the file it is read from, and quotes what it holds', () => {
    const any = [{ actor: ["user:o'neil"] }, { op: ['delete'], from: '2026-11-05T03:07:00.000000Z' }];
    expect(differentCommand({ table: ['<(rm)'], any }, ['--demo'])).toBe(
      `threadline-investigator different --demo --table '<(rm)' --scope <(echo '{"any":[{"actor":["user:o'\\''neil"]},{"op":["delete"],"from":"2026-11-05T03:07:00.000000Z"}]}')`,
    );
  });

  it('names the transaction, and the options of an export', () => {
    expect(incidentCommand('5f2c81d0-0000-4000-8000-000000000000', [])).toBe(
      'threadline-investigator incident 5f2c81d0-0000-4000-8000-000000000000',
    );
    expect(exportCommand({ op: ['delete'] }, { format: 'csv', maxRows: null, actions: true }, [])).toBe(
      'threadline-investigator export --op delete --format csv --max-rows all --include-action-metadata --output changes.csv',
    );
  });

  it('asks of a row as it was asked here', () => {
    const row = { table: 'public.accounts', pk: '{"id": "7"}' };
    expect(rowCommand('as-of', row, { at: '2026-11-05T00:00:00.000000Z' }, ['--demo'])).toBe(
      `threadline-investigator as-of --demo --table public.accounts --pk '{"id": "7"}' --at 2026-11-05T00:00:00.000000Z`,
    );
  });
});
