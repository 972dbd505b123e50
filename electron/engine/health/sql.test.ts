import { expect, it } from 'vitest';
import { coverageStatement } from './coverageStatement.ts';

it('the SQL of coverage is as it was looked at', () => {
  expect(coverageStatement()).toMatchSnapshot();
});
