import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.ts';
import { integrityMarkdown } from './markdown.ts';
import { roleExample, transactionExample } from './places.ts';
import { integritySearch, questionOf } from './search.ts';
import { answer, findingOf } from './testing/answer.ts';

describe('the address', () => {
  it('holds a window, a table and a kind of findings; the rest goes', () => {
    expect(integritySearch({ from: 'a', to: '', table: ['x'], code: 'nonsense', other: '1' })).toEqual({
      from: 'a',
    });
    expect(integritySearch({ table: 'public.members', code: 'chain_break' })).toEqual({
      table: 'public.members',
      code: 'chain_break',
    });
  });

  it('asks for the window and the table; which findings are listed is no part of it', () => {
    expect(questionOf({ from: 'a', table: 'public.members', code: 'chain_break' })).toEqual({
      from: 'a',
      table: ['public.members'],
    });
  });
});

describe('what each check covered', () => {
  it('is told in numbers, with where it does not apply', () => {
    const [changes] = answer.applies.relations;
    if (changes === undefined) throw new Error('the answer has a relation');
    const covered = coverageOf(
      {
        ...answer,
        applies: {
          clock: false,
          relations: [
            changes,
            { ...changes, relation: 'threadline.old', applies: false, reason: 'rewritten' },
          ],
        },
        checks: [
          ...answer.checks,
          {
            check: 'live',
            table_schema: 'public',
            table_name: 'secrets',
            state: 'cannot_tell',
            reason: 'not permitted: this role may not read the table',
          },
        ],
      },
      'utc',
    );
    expect(covered.map(({ check, state }) => [check, state])).toEqual([
      ['clock', 'partly'],
      ['capture', 'ran'],
      ['chain', 'ran'],
      ['live', 'partly'],
      ['around', 'ran'],
    ]);
    expect(covered[0]?.covered).toBe(
      'threadline.audit_changes: 59,102 of 59,337 rows written by the very transaction named',
    );
    expect(covered[0]?.gaps).toEqual(['threadline.old: does not apply here: rewritten']);
    expect(covered[3]?.covered).toBe('25,147 live rows of 1 table');
    expect(covered[3]?.gaps).toEqual([
      'public.secrets: does not apply here: not permitted: this role may not read the table',
    ]);
  });

  it('of a check that did not run is nothing', () => {
    const checks = answer.checks.map((one) => ({ ...one, state: 'cannot_tell', reason: 'hidden' }) as const);
    const covered = coverageOf({ ...answer, checks }, 'utc');
    expect(covered.map((one) => [one.state, one.covered])).toEqual(covered.map(() => ['untold', null]));
  });
});

describe('the findings as Markdown', () => {
  const text = integrityMarkdown(
    {
      integrity: {
        ...answer,
        findings: [
          findingOf({
            seen: '<b>bank_label</b> changed',
            columns: [{ kind: 'silent', name: 'a`b', before: '9007199254740993', after: '"|"' }],
            change_ids: ['c1'],
          }),
        ],
        notes: [
          {
            code: 'who_could',
            table_schema: null,
            table_name: null,
            count: 1,
            text: 'Roles that may write.',
            examples: ['postgres: superuser'],
          },
        ],
      },
      begun: '2026-11-24T19:00:00.000000Z',
      steps: [],
    },
    [findingOf({ seen: '<b>bank_label</b> changed', change_ids: ['c1'] })],
    { source: 'Demo', command: 'threadline-investigator integrity --demo', zone: 'utc' },
  );

  it('say verdict, question, sentences, coverage and notes', () => {
    expect(text).toContain('# Integrity of Demo: 1 unexplained');
    expect(text).toContain('- Command: `threadline-investigator integrity --demo`');
    expect(text).toContain('## A version is missing (1)');
    expect(text).toContain('- Row: `public.payout_accounts {"id": "311"}`');
    expect(text).toContain('- Cannot tell: Deleted from never captured.');
    expect(text).toContain('- Row chain: 59,337 changes');
    expect(text).toContain('  - `postgres: superuser`');
  });

  it('let nothing from the database become markup', () => {
    expect(text).toContain('- Seen: \\<b\\>bank_label\\</b\\> changed');
  });
});

describe('lines of notes', () => {
  it('lead to a transaction where they name one', () => {
    const id = '981c5244-401b-413d-ae1d-01077d46e960';
    const line = `2026-11-05T03:11:20.096642Z ${id}`;
    expect(transactionExample('orphan_transactions', line)).toEqual({
      at: '2026-11-05T03:11:20.096642Z',
      id,
    });
    expect(transactionExample('first_seen', line)).toBeNull();
    expect(transactionExample('late_commit', 'something else')).toBeNull();
  });

  it('split a role from its rights', () => {
    expect(roleExample('shop: app: INSERT, UPDATE')).toEqual({ role: 'shop: app', rights: 'INSERT, UPDATE' });
  });
});
