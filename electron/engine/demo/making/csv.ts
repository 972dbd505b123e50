/** Reads one of the demo's own CSV files: a header line, commas, quotes only where a value holds a comma. */
export function readCsv<Column extends string>(
  text: string,
  columns: readonly Column[],
): readonly Readonly<Record<Column, string>>[] {
  const [header, ...lines] = text.trim().split(/\r?\n/);
  if (header !== columns.join(',')) throw new Error(`the CSV file should begin with ${columns.join(',')}`);
  return lines.map((line, index) => {
    const fields = splitLine(line);
    if (fields.length !== columns.length) throw new Error(`line ${index + 2} has ${fields.length} fields`);
    return Object.fromEntries(columns.map((column, place) => [column, fields[place] ?? ''])) as Record<
      Column,
      string
    >;
  });
}

function splitLine(line: string): string[] {
  const fields: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;
  for (;;) {
    const match = pattern.exec(line);
    if (match === null) throw new Error(`cannot read the CSV line ${line}`);
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') return fields;
  }
}
