import { InvestigatorError } from '@shared/domain/errors.ts';
import { checkColumn, checkKeyColumn, fullName, hasControlCharacter } from './identifiers.ts';
import { ownTables } from '../catalog/ownTables.ts';
import { parseTableName } from './identifiers.ts';
import type { TableName } from './identifiers.ts';
import { suggestion } from './suggest.ts';

/** How much of Threadline's history the SQL is for: 0.1/0.2, or 0.11 and later (CONTRACT, status tags). */
export type CaptureEra = 'baseline' | 'current';

/** What is captured of a table; the keys are those of `trigger_capture.tables` in threadline.config.json. */
export interface CaptureSettings {
  /** Columns that never reach the audit tables. */
  readonly exclude?: readonly string[];
  /** Columns of which only the placeholder is stored; that they changed stays visible. */
  readonly mask?: readonly string[];
  /** Default `[REDACTED]`. */
  readonly mask_placeholder?: string;
  /** Columns whose change alone is not worth naming; their values are stored. */
  readonly except_columns?: readonly string[];
  /** Store prior values of updates. */
  readonly store_changed_from?: boolean;
  /** Key columns of a table without a primary key (0.11 and later). */
  readonly primary_key?: readonly string[];
}

export interface TableCapture extends CaptureSettings {
  /** `NAME` (schema public) or `SCHEMA.NAME`. */
  readonly table: string;
}

/** Checked and complete. */
export interface CapturePlan {
  readonly table: TableName;
  readonly exclude: readonly string[];
  readonly mask: readonly string[];
  readonly placeholder: string;
  readonly except: readonly string[];
  readonly storePrior: boolean;
  readonly primaryKey: readonly string[] | null;
}

const defaultPlaceholder = '[REDACTED]';
const maxPlaceholder = 200;

const settingNames = [
  'exclude',
  'mask',
  'mask_placeholder',
  'except_columns',
  'store_changed_from',
  'primary_key',
] as const;

/** Spellings upstream names expressly (CONTRACT §2.7). */
const knownMistakes: Readonly<Record<string, string>> = {
  primary_keys: 'primary_key',
  pk: 'primary_key',
  pkey: 'primary_key',
  primary: 'primary_key',
};

function refuse(table: string, problem: string, hint: string): InvestigatorError {
  return new InvestigatorError('invalid_capture_policy', `${table}: ${problem}`, { hint });
}

/**
 * Checks the tables of one run (CONTRACT §2.2, §2.4, §2.7): each name once, under one spelling, none of
 * Threadline's own, settings without contradiction. Keeps the order given.
 * Errors: `invalid_identifier`, `invalid_capture_policy`; they name the table, the key and the column.
 */
export function capturePlans(tables: readonly TableCapture[], era: CaptureEra): readonly CapturePlan[] {
  if (tables.length === 0) {
    throw new InvestigatorError('invalid_capture_policy', 'No table was named.', {
      hint: 'Name at least one.',
    });
  }
  const seen = new Map<string, string>();
  return tables.map((capture) => {
    const { table: given, ...settings } = capture;
    const table = parseTableName(given);
    const before = seen.get(fullName(table));
    if (before !== undefined) {
      const spelling = before === given ? 'twice' : `twice, as ${before} and as ${given}`;
      throw refuse(fullName(table), `the table is given ${spelling}.`, 'Name each table once.');
    }
    seen.set(fullName(table), given);
    // Capturing them would capture the captures.
    if ((ownTables as readonly string[]).includes(table.name)) {
      throw refuse(
        fullName(table),
        "this is one of Threadline's own tables.",
        'Audit tables are not captured.',
      );
    }
    return planOf(table, settings, era);
  });
}

/** Checks the settings of one table. Errors as {@link capturePlans}. */
function planOf(table: TableName, settings: CaptureSettings, era: CaptureEra): CapturePlan {
  const name = fullName(table);
  checkKeys(name, settings);
  const exclude = columns(name, 'exclude', settings.exclude);
  const mask = columns(name, 'mask', settings.mask);
  const both = exclude.filter((column) => mask.includes(column));
  if (both.length > 0) {
    const problem = `${both.join(', ')} cannot be in exclude and in mask.`;
    throw refuse(name, problem, 'exclude leaves the column out, mask stores a placeholder: choose one.');
  }
  const primaryKey = checkPrimaryKey(name, settings.primary_key, era);
  const hidden = (primaryKey ?? []).filter((column) => exclude.includes(column) || mask.includes(column));
  if (hidden.length > 0) {
    const problem = `key column ${hidden.join(', ')} cannot be in exclude or mask.`;
    throw refuse(name, problem, 'Without its key a change cannot be attributed to a row.');
  }
  return {
    table,
    exclude,
    mask,
    placeholder: checkPlaceholder(name, settings.mask_placeholder),
    except: columns(name, 'except_columns', settings.except_columns),
    storePrior: checkFlag(name, settings.store_changed_from),
    primaryKey,
  };
}

/** Whether the table's settings need a function of its own; without, the global one serves it. */
export function needsOwnFunction(plan: CapturePlan): boolean {
  return plan.storePrior || plan.exclude.length > 0 || plan.mask.length > 0 || plan.except.length > 0;
}

function checkKeys(table: string, settings: CaptureSettings): void {
  for (const key of Object.keys(settings)) {
    if ((settingNames as readonly string[]).includes(key)) continue;
    const meant = knownMistakes[key] ?? suggestion(key, settingNames);
    const hint = meant === null ? `Known settings: ${settingNames.join(', ')}.` : `Did you mean ${meant}?`;
    throw refuse(table, `unknown setting ${JSON.stringify(key)}.`, hint);
  }
}

function columns(table: string, setting: string, given: unknown): readonly string[] {
  if (given === undefined) return [];
  // A bare value used to be ignored upstream, and the column was not redacted.
  if (!Array.isArray(given) || !given.every((item) => typeof item === 'string')) {
    throw refuse(table, `${setting} must be a list of column names.`, `Write "${setting}": ["column"].`);
  }
  for (const column of given) checkColumn(table, setting, column);
  return [...new Set<string>(given)];
}

function checkPlaceholder(table: string, given: unknown): string {
  if (given === undefined) return defaultPlaceholder;
  const wanted = `Use 1 to ${maxPlaceholder} characters without control characters.`;
  if (typeof given !== 'string') throw refuse(table, 'mask_placeholder must be a text.', wanted);
  if (given === '') throw refuse(table, 'mask_placeholder is empty.', wanted);
  if (lengthOf(given) > maxPlaceholder) throw refuse(table, 'mask_placeholder is too long.', wanted);
  if (hasControlCharacter(given)) {
    throw refuse(table, 'mask_placeholder contains a control character.', wanted);
  }
  return given;
}

/** Characters as people count them, as upstream does. */
function lengthOf(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).length;
}

function checkFlag(table: string, given: unknown): boolean {
  if (given === undefined) return false;
  if (typeof given !== 'boolean') {
    throw refuse(table, 'store_changed_from must be true or false.', 'Write it without quotes.');
  }
  return given;
}

function checkPrimaryKey(table: string, given: unknown, era: CaptureEra): readonly string[] | null {
  if (given === undefined) return null;
  const hint = 'Write "primary_key": ["column", …], the columns of a unique index, all NOT NULL.';
  if (era === 'baseline') {
    throw refuse(table, 'primary_key has no meaning in the baseline era.', 'It came with Threadline 0.11.');
  }
  if (!Array.isArray(given) || given.length === 0 || !given.every((item) => typeof item === 'string')) {
    throw refuse(table, 'primary_key must be a list of at least one column name.', hint);
  }
  for (const column of given) checkKeyColumn(table, column);
  if (new Set(given).size !== given.length) throw refuse(table, 'primary_key names a column twice.', hint);
  return given;
}
