import { expect, it } from 'vitest';
import { continuityJson } from './continuityJson.ts';

it('writes transaction ids as numbers, with every digit', () => {
  const table = {
    table_schema: 'public',
    table_name: 'users',
    trigger: 't',
    enabled: 'O',
    covered: true,
    partition_of: null,
    partitioned: false,
    earliest_change: null,
    earliest_known: true,
    t0: { basis: 'unknown', not_before: null, not_after: null },
    meaning: '',
  } as const;
  const written = { txid: '9223372036854775807', after: null, before: null };
  const clock = { applies: true, reason: '' };
  const json = continuityJson({
    read_at: '',
    clock,
    tables: [
      { ...table, trigger_written: written },
      { ...table, trigger_written: null },
    ],
  });
  expect(json).toContain('"trigger_written":{"txid":9223372036854775807,"after":null');
  expect(json).toContain('"trigger_written":null');
});
