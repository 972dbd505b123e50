import { documents } from '@shared/cli/documents.ts';
import { z } from 'zod';

/** The JSON Schema of every document, as Markdown. Generated: `node build/docs.mjs`. */
export function documentReference(): string {
  return Object.entries(documents)
    .map(
      ([name, schema]) =>
        `### JSON of ${name}\n\n\`\`\`json\n${JSON.stringify(jsonSchema(schema), null, 2)}\n\`\`\``,
    )
    .join('\n\n');
}

/** 64-bit numbers are integers of any size, which JavaScript's number cannot say. */
function jsonSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema: node }) => {
      if (node.id === 'exactInteger') node.type = 'integer';
    },
  });
}
