import type { Capability } from '@shared/domain/capability.ts';
import type { ExportFormat } from '@shared/domain/exports.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { CopyBatch } from '../db/session.ts';
import { csvColumns, csvHeader, type CsvOptions } from './csvRows.ts';
import type { Sink } from './gzip.ts';
import { jsonObjectColumn } from './jsonRows.ts';

/** How one format is asked of the server and framed on the way out (CONTRACT §5.1, §5.2). */
export interface FormatWriter {
  /** The select list, over `c`, `t` and `a`. */
  readonly columns: readonly string[];
  /** COPY's options. */
  readonly copy: string;
  /** What ends each record in place of the server's LF. */
  readonly recordEnd: string;
  begin(sink: Sink, generatedAt: string): Promise<void>;
  batch(sink: Sink, batch: CopyBatch): Promise<void>;
  end(sink: Sink): Promise<void>;
}

/** A quote and a delimiter that JSON text cannot hold, so that COPY leaves it exactly as it is. */
const UNTOUCHED = `FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'`;

export function formatWriter(format: ExportFormat, capability: Capability, csv: CsvOptions): FormatWriter {
  switch (format) {
    case 'csv':
      return {
        ...framing(`${csvHeader(csv)}\r\n`),
        columns: csvColumns(capability, csv),
        copy: 'FORMAT csv',
        recordEnd: '\r\n',
      };
    case 'ndjson':
      return {
        ...framing(''),
        columns: [jsonObjectColumn(capability)],
        copy: UNTOUCHED,
        recordEnd: '\n',
      };
    case 'json':
      return {
        ...wrapped(),
        columns: [jsonObjectColumn(capability)],
        copy: UNTOUCHED,
        recordEnd: ',',
      };
  }
}

function framing(head: string): Pick<FormatWriter, 'begin' | 'batch' | 'end'> {
  return {
    begin: (sink) => (head === '' ? Promise.resolve() : sink.write(Buffer.from(head))),
    batch: (sink, { bytes }) => sink.write(bytes),
    end: () => Promise.resolve(),
  };
}

/** Records end in a comma; the last of each batch is held back until it is known that another record follows. */
function wrapped(): Pick<FormatWriter, 'begin' | 'batch' | 'end'> {
  let pending = false;
  return {
    begin: (sink, generatedAt) =>
      sink.write(Buffer.from(`{"format_version":1,"generated_at":${writeJson(generatedAt)},"changes":[`)),
    batch: async (sink, { bytes }) => {
      if (pending) await sink.write(Buffer.from(','));
      pending = true;
      await sink.write(bytes.subarray(0, -1));
    },
    end: (sink) => sink.write(Buffer.from(']}')),
  };
}
