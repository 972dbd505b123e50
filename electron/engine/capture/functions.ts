import { InvestigatorError } from '@shared/domain/errors.ts';
import { qualified } from '@engine/db/sql.ts';
import { defaultClock, functionBody } from './body.ts';
import { checkStorageSchema, fullName } from './identifiers.ts';
import { baselineFunctionName, functionName, globalFunction } from './naming.ts';
import { needsOwnFunction } from './policy.ts';
import type { CaptureEra, CapturePlan } from './policy.ts';

export interface CaptureOptions {
  /** Schema of Threadline's tables and functions; the baseline era knows only public. */
  readonly storageSchema: string;
  readonly era: CaptureEra;
  /** SQL expression for the time of a change. Default `clock_timestamp()`. */
  readonly clock?: string;
}

/** One function as it is to be deployed. */
export interface CaptureFunction {
  readonly schema: string;
  readonly name: string;
  /** Exactly what `pg_proc.prosrc` will hold. */
  readonly body: string;
}

const tag = '$threadline_trigger$';

/** Checks what every generator takes. Errors: `invalid_identifier`, `invalid_capture_policy`. */
export function checkOptions(options: CaptureOptions): Required<CaptureOptions> {
  const storageSchema = checkStorageSchema(options.storageSchema);
  if (options.era === 'baseline' && storageSchema !== 'public') {
    throw new InvestigatorError('invalid_capture_policy', 'The baseline era has no storage schema.', {
      hint: 'Its SQL is unqualified and goes where the search_path says; leave the schema at public.',
    });
  }
  return { storageSchema, era: options.era, clock: options.clock ?? defaultClock };
}

/** Name of the function that serves a table. */
export function functionFor(plan: CapturePlan, era: CaptureEra): string {
  if (!needsOwnFunction(plan)) return globalFunction;
  return era === 'baseline' ? baselineFunctionName(plan.table) : functionName(plan.table);
}

/**
 * The functions that these tables need of their own, in order; the global one is not among them.
 * Errors: `invalid_capture_policy` when two tables would come to share one, and with it one redaction.
 */
export function ownFunctions(
  options: Required<CaptureOptions>,
  plans: readonly CapturePlan[],
): readonly CaptureFunction[] {
  const users = new Map<string, CapturePlan>();
  return plans.filter(needsOwnFunction).map((plan) => {
    const name = functionFor(plan, options.era);
    const other = users.get(name);
    if (other !== undefined) {
      const names = `${fullName(other.table)} and ${fullName(plan.table)}`;
      throw new InvestigatorError('invalid_capture_policy', `${names} would share the function ${name}.`, {
        hint: 'Names of the baseline era are cut to 63 bytes; use the current era, which keeps them apart.',
      });
    }
    users.set(name, plan);
    return { schema: options.storageSchema, name, body: functionBody({ ...options, plan }) };
  });
}

export function globalCaptureFunction(options: Required<CaptureOptions>): CaptureFunction {
  const body = functionBody({ ...options, plan: null });
  return { schema: options.storageSchema, name: globalFunction, body };
}

/** The statement that creates or replaces a function. */
export function createFunctionSql(definition: CaptureFunction, era: CaptureEra): string {
  const name = era === 'baseline' ? definition.name : qualified(definition.schema, definition.name);
  return (
    `CREATE OR REPLACE FUNCTION ${name}()\nRETURNS trigger\nLANGUAGE plpgsql\n` +
    `AS ${dollarQuoted(tag, definition.body)};\n`
  );
}

/** Nothing within may end the quotation: a placeholder or column name that does would become SQL. */
export function dollarQuoted(quote: string, text: string): string {
  if (text.includes(quote)) {
    throw new InvestigatorError('invalid_capture_policy', `No setting may contain ${quote}.`, {
      hint: 'The capture SQL uses it as a quotation mark.',
    });
  }
  return quote + text + quote;
}
