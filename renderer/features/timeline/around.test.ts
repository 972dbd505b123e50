import { describe, expect, it } from 'vitest';
import { apart, aroundWords } from './AroundPanel.tsx';

const at = '2026-11-18T14:21:07.550214Z';

describe('what lies around a change', () => {
  it('is told by how far it is apart', () => {
    expect(apart(at, at)).toBe('same time');
    expect(apart('2026-11-18T14:25:17.550214Z', at)).toBe('+4 min 10 s');
    expect(apart('2026-11-18T14:21:07.240214Z', at)).toBe('−0.31 s');
    expect(apart('2026-11-18T14:21:07.550213Z', at)).toBe('−1 µs');
    expect(apart('infinity', at)).toBe('');
  });

  it('says where there is no more', () => {
    expect(aroundWords({ after: [], before: [] })).toBe(
      'By any actor: nothing later, nothing until then, this among them.',
    );
  });
});
