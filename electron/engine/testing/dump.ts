import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A piece of a plain dump in its order: statements, or the rows of one table. */
export type DumpStep =
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'copy'; readonly statement: string; readonly data: string };

/**
 * Takes the text of `pg_dump --format=plain` apart. psql's own commands outside of data (`\\restrict`,
 * `\\connect`) are left out; everything else is kept as it is.
 */
export function readDump(text: string): readonly DumpStep[] {
  const steps: DumpStep[] = [];
  let sql: string[] = [];
  const lines = text.split('\n');
  const endSql = () => {
    const block = sql.join('\n');
    if (block.replaceAll(/^--.*$/gm, '').trim() !== '') steps.push({ kind: 'sql', text: block });
    sql = [];
  };
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (/^COPY .* FROM stdin;$/.test(line)) {
      endSql();
      const end = lines.indexOf('\\.', i + 1);
      if (end === -1) throw new Error(`the dump ends within the rows of: ${line}`);
      const data = lines.slice(i + 1, end).map((row) => `${row}\n`);
      steps.push({ kind: 'copy', statement: line, data: data.join('') });
      i = end;
    } else if (!line.startsWith('\\')) {
      sql.push(line);
    }
  }
  endSql();
  return steps;
}

/** Runs a plain dump on a connection, as `psql -f` would. */
export async function loadDump(client: Client, text: string): Promise<void> {
  for (const step of readDump(text)) {
    if (step.kind === 'sql') await client.query(step.text);
    else await pipeline(Readable.from([step.data]), client.query(copyFrom(step.statement)));
  }
}
