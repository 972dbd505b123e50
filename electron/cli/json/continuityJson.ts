import type { Continuity } from '@shared/domain/continuity.ts';
import { RawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';

/** The document of `continuity --json`: transaction ids as exact numbers. */
export function continuityJson({ tables, ...rest }: Continuity): JsonText {
  return writeJson({
    ...rest,
    tables: tables.map(({ trigger_written: written, ...table }) => ({
      ...table,
      trigger_written: written === null ? null : { ...written, txid: new RawJson(written.txid) },
    })),
  });
}
