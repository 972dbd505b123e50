import { describe, expect, it } from 'vitest';
import { capability } from '../testing/capability.ts';
import { formatWriter } from './format.ts';
import { generatedAtStatement } from './generatedAtStatement.ts';
import { rowsStatement } from './rowsStatement.ts';

const filters = { table: ['billing.tickets'], from: '2026-05-15T00:00:00.000000Z' };
const plain = { includeActionMetadata: false, spreadsheetSafe: false };

describe('the SQL of exports', () => {
  it.each(['csv', 'ndjson', 'json'] as const)('rows as %s', (format) => {
    const writer = formatWriter(format, capability(), plain);
    expect(rowsStatement(capability(), filters, writer, 1000)).toMatchSnapshot();
  });

  it('everything of an old install, without a limit', () => {
    const old = capability({
      has_changed_from: false,
      has_actor: false,
      has_action_link: false,
      has_actions: false,
    });
    expect(rowsStatement(old, {}, formatWriter('csv', old, plain), null)).toMatchSnapshot();
  });

  it('the clock of the wrapped document', () => {
    expect(generatedAtStatement()).toMatchSnapshot();
  });
});
