import { describe, expect, it } from 'vitest';
import {
  assertNever,
  errorCatalog,
  exitCodeOf,
  InvestigatorError,
  toReport,
  type ErrorCode,
} from './errors.ts';

describe('errors', () => {
  it('carry everything but secrets and stacks across a border', () => {
    const error = new InvestigatorError('connect_failed', 'no connection', {
      hint: 'Check.',
      retryable: true,
    });
    expect(toReport(error)).toEqual({
      code: 'connect_failed',
      message: 'no connection',
      hint: 'Check.',
      detail: null,
      retryable: true,
    });
  });

  it('that nobody expected are bugs', () => {
    expect(toReport(new TypeError('x is undefined'))).toMatchObject({
      code: 'bug',
      message: 'x is undefined',
    });
    expect(toReport('thrown text')).toMatchObject({ code: 'bug', message: 'thrown text' });
    expect(() => assertNever('x' as never)).toThrow('unexpected value "x"');
  });

  it('exit with the codes the command line documents', () => {
    const codes = Object.keys(errorCatalog) as ErrorCode[];
    expect(codes.every((code) => [1, 2, 3, 4, 5, 6, 7, 70, 130].includes(exitCodeOf(code)))).toBe(true);
    expect(exitCodeOf('invalid_filter')).toBe(2);
    expect(exitCodeOf('not_threadline')).toBe(3);
    expect(exitCodeOf('cancelled')).toBe(130);
  });
});
