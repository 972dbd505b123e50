import { documents } from '@shared/cli/documents.ts';
import { z } from 'zod';

export const SCHEMA_FOLDER = 'docs/schemas';

interface SchemaFile {
  /** As `documents` names it: a command, or in words what is no command's answer. */
  readonly document: string;
  readonly name: string;
  readonly text: string;
}

/** Each document's JSON Schema as a file of its own, complete in itself, so that validators load it as it is. */
export function schemaFiles(): readonly SchemaFile[] {
  return Object.entries(documents).map(([document, schema]) => ({
    document,
    name: `${fileNameOf(document)}.schema.json`,
    text: `${JSON.stringify(jsonSchema(document, schema), null, 2)}\n`,
  }));
}

/** Which file describes what, as Markdown; links are those of a page in docs/. */
export function documentReference(): string {
  const rows = schemaFiles().map(({ document, name }) => `| ${document} | [${name}](schemas/${name}) |`);
  return ['| JSON of | JSON Schema |', '| --- | --- |', ...rows].join('\n');
}

/** `export --dry-run` is export-dry-run, `a line of export --format ndjson` export-format-ndjson. */
function fileNameOf(document: string): string {
  return document
    .replace(/^(a line of|the file of|any) /, '')
    .replaceAll(/[^a-z0-9]+/gi, '-')
    .toLowerCase();
}

/** 64-bit numbers are integers of any size, which JavaScript's number cannot say. */
function jsonSchema(document: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema: node }) => {
      if (node.id === 'exactInteger') node.type = 'integer';
    },
  });
  return { $schema, title: `threadline-investigator: ${document}`, ...rest };
}
