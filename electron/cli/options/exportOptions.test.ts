import { describe, expect, it } from 'vitest';
import { exportRequestOf, type ExportArguments } from './exportOptions.ts';

const plan = (options: Partial<ExportArguments>) => exportRequestOf({ maxRows: 'all', ...options });

describe('the form of an export', () => {
  it.each([
    ['x.csv', 'csv', false],
    ['x.json', 'json', false],
    ['x.ndjson', 'ndjson', false],
    ['x.jsonl', 'ndjson', false],
    ['a.b/X.CSV', 'csv', false],
    ['x.csv.gz', 'csv', true],
    ['x.jsonl.GZ', 'ndjson', true],
    ['x.gz', 'json', true],
    ['x.txt', 'json', false],
    ['csv', 'json', false],
    ['-', 'json', false],
  ])('is what the ending of %s says', (output, format, gzip) => {
    expect(plan({ output })).toMatchObject({ format, gzip, remark: null });
  });

  it.each<[Partial<ExportArguments>, string, string]>([
    [
      { output: 'x.csv', format: 'json' },
      'json',
      'x.csv is named CSV and written as JSON, as the options say',
    ],
    [
      { output: 'x.json', format: 'csv' },
      'csv',
      'x.json is named JSON and written as CSV, as the options say',
    ],
    [
      { output: 'x.json.gz', jsonFormat: 'ndjson' },
      'ndjson',
      'x.json.gz is named JSON and written as NDJSON, as the options say',
    ],
    [
      { output: 'x.jsonl', jsonFormat: 'wrapped' },
      'json',
      'x.jsonl is named NDJSON and written as JSON, as the options say',
    ],
  ])('is what the options say where they and the name differ: %j', (options, format, remark) => {
    expect(plan(options)).toMatchObject({ format, remark });
  });

  it('lets what is for CSV stand with a name that says CSV', () => {
    expect(plan({ output: 'x.csv', spreadsheetSafe: true, includeActionMetadata: true }).format).toBe('csv');
    expect(() => plan({ output: 'x.json', spreadsheetSafe: true })).toThrow('for CSV');
  });

  it('compresses what is asked to be, whatever its name', () => {
    expect(plan({ output: 'x.csv', gzip: true })).toMatchObject({ format: 'csv', gzip: true, remark: null });
  });
});
