import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actorFromJson,
  actorJson,
  formatActor,
  identifiedActorTypes,
  parseActor,
  type ActorRef,
} from './actor.ts';

const id = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.constantFrom(' 42 ', ' ', '\t', '\u00a0x', '\u0085', '\n'),
);
const actor: fc.Arbitrary<ActorRef> = fc.oneof(
  fc.constant<ActorRef>({ type: 'anonymous' }),
  fc.record({ type: fc.constantFrom(...identifiedActorTypes), id }),
);

describe('actors', () => {
  it('survive being written and read, as text and as JSON', () => {
    fc.assert(
      fc.property(actor, (ref) => {
        expect(parseActor(formatActor(ref))).toEqual(ref);
        expect(actorFromJson(actorJson(ref))).toEqual(ref);
      }),
    );
  });

  it('keep colons in ids', () => {
    expect(parseActor('job:Elixir.App.Job:42')).toEqual({ type: 'job', id: 'Elixir.App.Job:42' });
  });

  it('forgive white space around the type and keep that of the id', () => {
    expect(parseActor('  user : 42 ')).toEqual({ type: 'user', id: ' 42 ' });
    expect(parseActor(' anonymous ')).toEqual({ type: 'anonymous' });
    expect(parseActor('user: ')).toEqual({ type: 'user', id: ' ' });
  });

  it('drop an id given for anonymous', () => {
    expect(parseActor('anonymous:7')).toEqual({ type: 'anonymous' });
    expect(actorFromJson('{"id": "7", "type": "anonymous"}')).toEqual({ type: 'anonymous' });
  });

  it.each([
    'null',
    '[]',
    '"user"',
    '{}',
    '{"type": "robot", "id": "1"}',
    '{"type": "user"}',
    '{"type": "user", "id": ""}',
    '{"type": "user", "id": 42}',
    '{"kind": "user", "id": "1"}',
  ])('stored as %s are left to be shown raw', (text) => {
    expect(actorFromJson(text)).toBeNull();
  });

  it('not recorded are no actor', () => {
    expect(actorFromJson(null)).toBeNull();
  });

  it.each(['', 'user', 'user:', 'robot:1', ':1', 'USER:1'])('refuse %j', (text) => {
    expect(() => parseActor(text)).toThrow(expect.objectContaining({ code: 'invalid_actor' }) as Error);
  });
});
