import { ownTables } from '@engine/catalog/ownTables.ts';
import type { SchemaCoverage } from '@shared/domain/coverage.ts';
import type { Paint } from '../terminal.ts';
import { renderTable } from './table.ts';

interface Line {
  readonly table: string;
  readonly status: 'covered' | 'uncovered' | 'expected';
  readonly source: string;
  /** A table of Threadline's: it counts as upstream counts it, but nobody captures it. */
  readonly own: boolean;
}

const OWN: ReadonlySet<string> = new Set(ownTables);

/**
 * TABLE / STATUS / SOURCE and a line of counts (CONTRACT §7.2). Threadline's governance tables are uncovered by
 * its rules (§7.1) and are marked, so that nobody takes them for a gap.
 */
export function coverageText(schemas: readonly SchemaCoverage[], paint: Paint): string {
  const lines = schemas.flatMap(linesOf);
  const count = (status: Line['status']): number => lines.filter((line) => line.status === status).length;
  const table = renderTable(lines, [
    { title: 'TABLE', of: (line) => line.table, max: 130 },
    { title: 'STATUS', of: (line) => line.status, paint: (text, line) => paintStatus(text, line, paint) },
    { title: 'SOURCE', of: (line) => line.source },
  ]);
  const own = lines.filter((line) => line.status === 'uncovered' && line.own).length;
  const uncovered = `${count('uncovered')} uncovered${own === 0 ? '' : ` (${own} of them Threadline's own)`}`;
  return `${table}${count('covered')} covered, ${uncovered}, ${count('expected')} expected\n`;
}

function linesOf({ schema, covered, uncovered, expected_uncovered }: SchemaCoverage): readonly Line[] {
  const line = (table: string, status: Line['status'], source?: string): Line => {
    const own = OWN.has(table);
    return { table: `${schema}.${table}`, status, source: source ?? (own ? "Threadline's own" : ''), own };
  };
  return [
    ...covered.map((table) => line(table, 'covered')),
    ...uncovered.map((table) => line(table, 'uncovered')),
    ...expected_uncovered.map(({ table, source }) => line(table, 'expected', source)),
  ].sort((a, b) => (a.table < b.table ? -1 : 1));
}

function paintStatus(text: string, { status, own }: Line, paint: Paint): string {
  switch (status) {
    case 'covered':
      return paint.good(text);
    case 'uncovered':
      return own ? paint.dim(text) : paint.bad(text);
    case 'expected':
      return paint.dim(text);
  }
}
