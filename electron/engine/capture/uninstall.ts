import { qualified } from '@engine/db/sql.ts';
import { checkOptions } from './functions.ts';
import type { CaptureOptions } from './functions.ts';
import { baselineFunctionName, baselineTriggerName, functionName, triggerName } from './naming.ts';
import { capturePlans } from './policy.ts';

export interface UninstallOptions extends Omit<CaptureOptions, 'clock'> {
  /** `NAME` or `SCHEMA.NAME`. */
  readonly tables: readonly string[];
}

/**
 * SQL that ends capture of tables: drops their triggers and their own functions. What was captured stays, as
 * do Threadline's tables and the global function. A function that another table still uses is not dropped:
 * the statement fails and with it the whole.
 * Errors: `invalid_identifier`, `invalid_capture_policy`.
 */
export function captureUninstallSql(given: UninstallOptions): string {
  const { storageSchema, era } = checkOptions(given);
  const plans = capturePlans(
    given.tables.map((table) => ({ table })),
    era,
  );
  const statements = plans.map(({ table }) => {
    if (era === 'baseline') {
      const name = table.schema === 'public' ? table.name : `${table.schema}.${table.name}`;
      return (
        `DROP TRIGGER IF EXISTS ${baselineTriggerName(table)} ON ${name};\n` +
        `DROP FUNCTION IF EXISTS ${baselineFunctionName(table)}();\n`
      );
    }
    return (
      `DROP TRIGGER IF EXISTS "${triggerName(table)}" ON ${qualified(table.schema, table.name)};\n` +
      `DROP FUNCTION IF EXISTS ${qualified(storageSchema, functionName(table))}();\n`
    );
  });
  return ['-- Ends capture; what was captured stays.\n', ...statements].join('');
}
