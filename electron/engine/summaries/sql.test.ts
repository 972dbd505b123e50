import { expect, it } from 'vitest';
import { anyMetaStatement } from './anyMetaStatement.ts';

it('whether any transaction has meta: the SQL is as it was looked at', () => {
  expect(anyMetaStatement('threadline')).toMatchSnapshot();
});
