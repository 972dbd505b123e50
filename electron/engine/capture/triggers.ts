import {
  checkOptions,
  createFunctionSql,
  functionFor,
  globalCaptureFunction,
  ownFunctions,
} from './functions.ts';
import type { CaptureFunction, CaptureOptions } from './functions.ts';
import { baselineTriggerName, migrationName } from './naming.ts';
import { capturePlans, needsOwnFunction } from './policy.ts';
import type { CapturePlan, TableCapture } from './policy.ts';
import { triggerBlockSql } from './resolveKeys.ts';

export interface TriggerOptions extends CaptureOptions {
  readonly tables: readonly TableCapture[];
}

/**
 * SQL that starts capture of tables: their own functions where their settings need one, then the triggers
 * (CONTRACT §2). Needs the tables of {@link captureInstallSql}. Run it in one transaction. In the current era
 * it may be run again after settings changed; keys are looked up when it runs.
 * Errors: `invalid_identifier`, `invalid_capture_policy`.
 */
export function captureTriggerSql(given: TriggerOptions): string {
  const options = checkOptions(given);
  const plans = capturePlans(given.tables, options.era);
  const functions = ownFunctions(options, plans).map((own) => createFunctionSql(own, options.era));
  const triggers =
    options.era === 'baseline'
      ? plans.map(baselineTrigger).join('')
      : triggerBlockSql(options.storageSchema, plans);
  const title = migrationName(plans.map((plan) => plan.table));
  return [`-- ${title}\n`, ...functions, triggers].join('\n');
}

/** The functions that serve these tables, the global one first if it is among them: what `--diff` compares. */
export function captureFunctions(given: TriggerOptions): readonly CaptureFunction[] {
  const options = checkOptions(given);
  const plans = capturePlans(given.tables, options.era);
  const shared = plans.every(needsOwnFunction) ? [] : [globalCaptureFunction(options)];
  return [...shared, ...ownFunctions(options, plans)];
}

/** The search_path finds the table when it is in public, as it found Threadline's own. */
function baselineTrigger(plan: CapturePlan): string {
  const { schema, name } = plan.table;
  const table = schema === 'public' ? name : `${schema}.${name}`;
  return `CREATE TRIGGER ${baselineTriggerName(plan.table)}
AFTER INSERT OR UPDATE OR DELETE ON ${table}
FOR EACH ROW EXECUTE FUNCTION ${functionFor(plan, 'baseline')}();
`;
}
