import { describe, expect, it } from 'vitest';
import { capability } from '../../testing/capability.ts';
import {
  clockSampleStatement,
  datedTriggersStatement,
  earliestChangeStatement,
  namesakesStatement,
} from './statements.ts';

describe('the SQL of continuity', () => {
  it('is', () => {
    expect(clockSampleStatement(capability())).toMatchSnapshot();
    expect(datedTriggersStatement(capability())).toMatchSnapshot();
    expect(earliestChangeStatement(capability(), 'public', 'orders')).toMatchSnapshot();
    expect(namesakesStatement('orders')).toMatchSnapshot();
  });
});
