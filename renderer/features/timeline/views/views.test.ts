import { describe, expect, it } from 'vitest';
import { memberText } from '../chipWords.ts';
import { isOpen, questionWords } from './viewWords.ts';

describe('a question in one line', () => {
  it('says everything it asks', () => {
    expect(questionWords({}, 'utc')).toBe('all changes');
    expect(
      questionWords(
        {
          from: '2026-11-05T03:07:00.000000Z',
          table: ['a', 'b'],
          not_actor: ['user:1'],
          any: [{ op: ['delete'] }],
        },
        'utc',
      ),
    ).toBe('operation is delete, table is a or b, actor is not user:1, 5 Nov 03:07 → now');
  });

  it('names what holds together in a member of a scope', () => {
    expect(memberText({ table: ['a', 'b'], not_op: ['insert'], from: 'x', no_actor: true })).toBe(
      'table is a or b and operation is not insert and actor is not recorded and from x',
    );
  });

  it('is recognised whatever the order of its keys', () => {
    const view = {
      id: 'i',
      name: 'n',
      filters: { op: ['delete'], from: 'a' },
      group: 'none',
      created_at: '',
      changed_at: '',
    } as const;
    expect(isOpen(view, { from: 'a', op: ['delete'], to: undefined }, 'none')).toBe(true);
    expect(isOpen(view, { from: 'a', op: ['delete'] }, 'burst')).toBe(false);
    expect(isOpen(view, { from: 'a' }, 'none')).toBe(false);
  });
});
