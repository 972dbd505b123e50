import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { checkStorageSchema } from '@engine/capture/identifiers.ts';
import { capturePlans } from '@engine/capture/policy.ts';
import type { CaptureSettings, TableCapture } from '@engine/capture/policy.ts';
import { suggestion } from '@engine/capture/suggest.ts';
import { retentionSchema } from './retentionConfig.ts';
import type { RetentionConfig } from './retentionConfig.ts';

/** threadline.config.json, checked and complete: what the host's application configuration says. */
export interface ThreadlineConfig {
  /** null: the file does not say, so the database is probed. */
  readonly storage_schema: string | null;
  /** Settings by table as spelled in the file; `capturePlans` was satisfied with them. */
  readonly trigger_capture: { readonly tables: Readonly<Record<string, CaptureSettings>> };
  readonly health: {
    readonly expected_uncovered_tables: readonly string[];
    readonly audit_anyway: readonly string[];
  };
  readonly verify_coverage: { readonly expected_tables: readonly string[] };
  readonly retention: RetentionConfig | null;
}

const name = z.string().min(1, 'must not be empty');
const names = z.array(name).default([]);
const distinctNames = names.refine((list) => new Set(list).size === list.length, 'names a table twice');

const fileSchema = z.strictObject({
  storage_schema: z.string().nullable().default(null),
  trigger_capture: z
    .strictObject({ tables: z.record(z.string(), z.looseObject({})).default({}) })
    .default({ tables: {} }),
  health: z
    .strictObject({ expected_uncovered_tables: distinctNames, audit_anyway: distinctNames })
    .default({ expected_uncovered_tables: [], audit_anyway: [] }),
  verify_coverage: z.strictObject({ expected_tables: names }).default({ expected_tables: [] }),
  retention: retentionSchema.nullable().default(null),
});

/** Known keys by the place they belong to, for suggestions. */
const knownKeys: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(fileSchema.shape),
  trigger_capture: ['tables'],
  health: ['expected_uncovered_tables', 'audit_anyway'],
  verify_coverage: ['expected_tables'],
  retention: Object.keys(retentionSchema.in.shape),
};

/**
 * Reads the text of threadline.config.json. Unknown keys are refused, with the key that was probably meant:
 * stricter than upstream on purpose, because a mistyped `exclude` would leave a column unprotected.
 * Errors: `invalid_config`; for capture settings `invalid_capture_policy` and `invalid_identifier`.
 */
export function parseThreadlineConfig(text: string, file = 'threadline.config.json'): ThreadlineConfig {
  let json: unknown;
  try {
    // eslint-disable-next-line no-restricted-syntax -- configuration written by people, not evidence
    json = JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new InvestigatorError('invalid_config', `${file} is not JSON.`, { detail, cause });
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) throw configError(file, parsed.error.issues);
  const { storage_schema: schema, ...rest } = parsed.data;
  const config = { ...rest, storage_schema: schema === null ? null : checkStorageSchema(schema) };
  const tables = configuredTables(config);
  if (tables.length > 0) capturePlans(tables, 'current');
  return config;
}

/** The tables the file describes, in its order, ready for the capture generators. */
export function configuredTables(config: Pick<ThreadlineConfig, 'trigger_capture'>): readonly TableCapture[] {
  return Object.entries(config.trigger_capture.tables).map(([table, settings]) => ({ ...settings, table }));
}

/** Reads a threadline.config.json. Errors: `invalid_config` and those of {@link parseThreadlineConfig}. */
export async function readThreadlineConfig(file: string): Promise<ThreadlineConfig> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new InvestigatorError('invalid_config', `${file} cannot be read.`, { detail, cause });
  }
  return parseThreadlineConfig(text, file);
}

function configError(file: string, issues: readonly z.core.$ZodIssue[]): InvestigatorError {
  const problems = issues.map(describeIssue);
  const [first] = problems;
  const hint = problems.find((problem) => problem.hint !== null)?.hint;
  return new InvestigatorError('invalid_config', `${file}: ${first?.text ?? 'not valid'}`, {
    ...(hint == null ? {} : { hint }),
    ...(problems.length > 1 ? { detail: problems.map((problem) => problem.text).join('\n') } : {}),
  });
}

function describeIssue(issue: z.core.$ZodIssue): { text: string; hint: string | null } {
  const place = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') {
    return { text: `${place === '' ? 'the file' : place}: ${issue.message}`, hint: null };
  }
  const known = knownKeys[place] ?? [];
  const key = issue.keys[0] ?? '';
  const meant = suggestion(key, known);
  const text = `unknown key ${JSON.stringify(key)}${place === '' ? '' : ` in ${place}`}`;
  return { text, hint: meant === null ? `Known here: ${known.join(', ')}.` : `Did you mean ${meant}?` };
}

/** What holds where no file is given. */
export const noConfig: ThreadlineConfig = parseThreadlineConfig('{}');
