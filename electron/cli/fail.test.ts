import { describe, expect, it } from 'vitest';
import { errorDocument } from '@shared/cli/documents.ts';
import { errorCatalog, InvestigatorError, type ErrorCode } from '@shared/domain/errors.ts';
import { failureOf } from './fail.ts';

describe('how a failure is told', () => {
  it.each(Object.entries(errorCatalog))('%s', (code, { exit }) => {
    const failure = failureOf(new InvestigatorError(code as ErrorCode, 'a\nb', { hint: 'h' }), false);
    expect(failure).toMatchObject({ exitCode: exit, text: `error[${code}]: a\\nb\nhint: h\n` });
    expect(errorDocument.parse(JSON.parse(failure.json)).error).toEqual({
      code,
      message: 'a\nb',
      hint: 'h',
      detail: null,
    });
  });

  it('a throw nobody expected is a bug, exit 70; --verbose adds the stack', () => {
    const bug = new TypeError('x is not a function');
    expect(failureOf(bug, false)).toMatchObject({ exitCode: 70 });
    expect(failureOf(bug, false).text).toMatch(/^error\[bug\]: x is not a function\nhint: /);
    expect(failureOf(bug, true).text).toContain('fail.test.ts');
  });

  it('the detail only with --verbose, in JSON always', () => {
    const error = new InvestigatorError('server_error', 'm', { detail: 'the server said' });
    expect(failureOf(error, false).text).not.toContain('the server said');
    expect(failureOf(error, true).text).toContain('detail: the server said');
    expect(failureOf(error, false).json).toContain('the server said');
  });
});
