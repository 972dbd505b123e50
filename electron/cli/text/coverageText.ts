import type { SchemaCoverage } from '@shared/domain/coverage.ts';
import type { Paint } from '../terminal.ts';
import { renderTable } from './table.ts';

interface Line {
  readonly table: string;
  readonly status: 'covered' | 'uncovered' | 'expected';
  readonly source: string;
}

/** TABLE / STATUS / SOURCE and a line of counts (CONTRACT §7.2). */
export function coverageText(schemas: readonly SchemaCoverage[], paint: Paint): string {
  const lines = schemas.flatMap(linesOf);
  const count = (status: Line['status']): number => lines.filter((line) => line.status === status).length;
  const table = renderTable(lines, [
    { title: 'TABLE', of: (line) => line.table, max: 130 },
    { title: 'STATUS', of: (line) => line.status, paint: (text, line) => paintStatus(text, line, paint) },
    { title: 'SOURCE', of: (line) => line.source },
  ]);
  return `${table}${count('covered')} covered, ${count('uncovered')} uncovered, ${count('expected')} expected\n`;
}

function linesOf({ schema, covered, uncovered, expected_uncovered }: SchemaCoverage): readonly Line[] {
  const line = (table: string, status: Line['status'], source = ''): Line => ({
    table: `${schema}.${table}`,
    status,
    source,
  });
  return [
    ...covered.map((table) => line(table, 'covered')),
    ...uncovered.map((table) => line(table, 'uncovered')),
    ...expected_uncovered.map(({ table, source }) => line(table, 'expected', source)),
  ].sort((a, b) => (a.table < b.table ? -1 : 1));
}

function paintStatus(text: string, { status }: Line, paint: Paint): string {
  switch (status) {
    case 'covered':
      return paint.good(text);
    case 'uncovered':
      return paint.bad(text);
    case 'expected':
      return paint.dim(text);
  }
}
