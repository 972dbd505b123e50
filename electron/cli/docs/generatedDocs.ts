import { commandReference } from './commandReference.ts';
import { errorReference } from './errorReference.ts';
import { fill } from './fill.ts';
import { documentReference, SCHEMA_FOLDER, schemaFiles } from './schemaFiles.ts';
import { silentProgram } from './silentProgram.ts';

export { SCHEMA_FOLDER };

interface GeneratedDoc {
  readonly file: string;
  /** The page (empty when there is none yet) as it should be; what people wrote around generated parts stays. */
  readonly render: (page: string) => string;
}

/** Pages whose parts come from the code and schemas that do as a whole, so that they cannot say otherwise. */
export function generatedDocs(): readonly GeneratedDoc[] {
  return [
    {
      file: 'docs/CLI.md',
      render: (page) =>
        fill(fill(page, 'commands', commandReference(silentProgram())), 'documents', documentReference()),
    },
    { file: 'docs/ERRORS.md', render: (page) => fill(page, 'errors', errorReference()) },
    ...schemaFiles().map(({ name, text }) => ({ file: `${SCHEMA_FOLDER}/${name}`, render: () => text })),
  ];
}
