import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { triggerArguments } from './triggerArguments.ts';

const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.includes('\0')));

describe('trigger arguments', () => {
  it('are none for the triggers of before 0.11', () => {
    expect(triggerArguments('\\x')).toEqual([]);
    expect(triggerArguments('')).toEqual([]);
  });

  // CONTRACT §12, trap 32.
  it('read the same from either text form of bytea', () => {
    fc.assert(
      fc.property(names, (columns) => {
        const bytes = Buffer.from(columns.map((name) => `${name}\0`).join(''));
        const escaped = [...bytes].map((byte) =>
          byte === 0x5c
            ? '\\\\'
            : byte < 0x20 || byte > 0x7e
              ? `\\${byte.toString(8).padStart(3, '0')}`
              : String.fromCharCode(byte),
        );
        expect(triggerArguments(`\\x${bytes.toString('hex')}`)).toEqual(columns);
        expect(triggerArguments(escaped.join(''))).toEqual(columns);
      }),
    );
  });
});
