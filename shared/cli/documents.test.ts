import { expect, it } from 'vitest';
import { z } from 'zod';
import { documents } from './documents.ts';

/** Every schema given to a property of this name, wherever it stands. */
function propertiesNamed(name: string, node: unknown): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => [
    ...(key === 'properties' && typeof value === 'object' && value !== null && name in value
      ? [(value as Readonly<Record<string, unknown>>)[name]]
      : []),
    ...propertiesNamed(name, value),
  ]);
}

it.each(Object.entries(documents))('a txid is never a text: %s', (_, document) => {
  const found = propertiesNamed('txid', z.toJSONSchema(document, { io: 'output' }));
  // Of filters, which are repeated as they are given, it is a list of texts.
  const own = found.filter((schema) => !JSON.stringify(schema).includes('"type":"array"'));
  for (const schema of own) expect(JSON.stringify(schema)).not.toContain('"string"');
});
