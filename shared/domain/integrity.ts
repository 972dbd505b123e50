import { z } from 'zod';

/**
 * What the database itself tells about its audit trail. Audit rows are ordinary rows: these checks find traces
 * that capture cannot have left. They never prove innocence, and "cannot tell" is an answer of its own.
 */
const instant = z.string();

/** What no honest history leaves: each is unexplained until somebody explains it. */
export const findingCodes = [
  'written_later',
  'attached_to_foreign_transaction',
  'actor_or_time_edited',
  'txid_reuse',
  'capture_switched',
  'chain_break',
  'uncaptured_write',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Weak signs and circumstances: honest databases have them too, so they are never findings. */
export const noteCodes = [
  'clock_void',
  'capture_off',
  'capture_gap',
  'late_commit',
  'orphan_transactions',
  'first_seen',
  'who_could',
  'foreign_trigger',
  'table_rewritten',
  'unresolved_keys',
] as const;

/** The marks of a list compare live tables up to about so many rows, in some tens of milliseconds; the whole check all. */
export const MOST_ROWS_FOR_MARKS = 10_000;

export const checkNames = ['clock', 'capture', 'chain', 'live', 'around'] as const;

/** A transaction id with the time it was given out, told by the audited transactions around it. */
export const datedTransactionSchema = z.strictObject({
  /** 64 bits, decimal text. */
  txid: z.string(),
  /** Interpolated between the two neighbours; null where one is missing. */
  at: instant.nullable(),
  /** The last audited transaction with a smaller id was at this time; null when there is none. */
  after: instant.nullable(),
  /** The first audited transaction with a greater id; null when there is none, so: until now. */
  before: instant.nullable(),
});
export type DatedTransaction = Readonly<z.infer<typeof datedTransactionSchema>>;

export const columnContradictionSchema = z.strictObject({
  name: z.string(),
  /**
   * `silent`: differs although the change does not name it; `prior`: the stored prior value is not that of the
   * version before; `unchanged`: named as changed, yet both versions agree; `live`: image and live row differ.
   */
  kind: z.enum(['silent', 'prior', 'unchanged', 'live']),
  /** JSON text of the value in the earlier version. */
  before: z.string(),
  /** In the later version, or what the later version claims it was before, or the live value. */
  after: z.string(),
});
export type ColumnContradiction = Readonly<z.infer<typeof columnContradictionSchema>>;

export const findingKinds = [
  'change',
  'transaction',
  'transaction_and_change',
  'trigger',
  'function',
  'values',
  'insert_over_life',
  'write_after_delete',
  'live_differs',
  'live_missing',
  'live_after_delete',
  'live_never_captured',
  'live_rewritten',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export const findingSchema = z.strictObject({
  code: z.enum(findingCodes),
  kind: z.enum(findingKinds),
  /**
   * `row`: of changes of one row, or of rows alike; `transaction`: of a transaction as a whole; `table`: of the capture
   * of a table, which is outside a selection of some of its changes.
   */
  about: z.enum(['row', 'transaction', 'table']),
  table_schema: z.string().nullable(),
  table_name: z.string().nullable(),
  /** JSON text of the key; null when the finding is not about one row. */
  table_pk: z.string().nullable(),
  /** At most 100; `count` tells how many there are. For a chain break: the earlier and the later change. */
  change_ids: z.array(z.string()).readonly(),
  transaction_ids: z.array(z.string()).readonly(),
  /** Changes or rows this finding stands for; more than one where one transaction wrote many. */
  count: z.number().int().positive(),
  /** What the row claims: captured_at of a change, occurred_at of a transaction. */
  claimed_at: instant.nullable(),
  written: datedTransactionSchema.nullable(),
  columns: z.array(columnContradictionSchema).readonly(),
  /** Transactions between two versions that hold no change any more. */
  empty_transaction_ids: z.array(z.string()).readonly(),
  seen: z.string(),
  consistent_with: z.string(),
  cannot_distinguish: z.string(),
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

export const noteSchema = z.strictObject({
  code: z.enum(noteCodes),
  table_schema: z.string().nullable(),
  table_name: z.string().nullable(),
  count: z.number().int().nonnegative(),
  text: z.string(),
  /** At most 100 ids, names or lines, as `text` says. */
  examples: z.array(z.string()).readonly(),
});
export type Note = Readonly<z.infer<typeof noteSchema>>;

/** One physical table of the trail (a partition is one): whether the transaction-id clock can be read there. */
export const clockRelationSchema = z.strictObject({
  relation: z.string(),
  holds: z.enum(['changes', 'transactions']),
  rows: z.number().int().nonnegative(),
  agreeing: z.number().int().nonnegative(),
  applies: z.boolean(),
  /** Older rows were rewritten as a whole: the clock says nothing about them. */
  since: instant.nullable(),
  reason: z.string().nullable(),
});
export type ClockRelation = Readonly<z.infer<typeof clockRelationSchema>>;

export const captureStateSchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  trigger: z.string(),
  /** `O` origin, `D` disabled, `R` replica, `A` always. */
  enabled: z.string(),
  /** Trigger created or replaced; null where the clock cannot be read. */
  created: datedTransactionSchema.nullable(),
  /** Last created, replaced, enabled, disabled or renamed. */
  switched: datedTransactionSchema.nullable(),
  function: z.string(),
  function_changed: datedTransactionSchema.nullable(),
  /** Table last altered, truncated or granted on, its first trigger or index made; VACUUM and ANALYZE leave no date. */
  table_altered: datedTransactionSchema.nullable(),
});
export type CaptureState = Readonly<z.infer<typeof captureStateSchema>>;

export const integrityCheckSchema = z.strictObject({
  check: z.enum(checkNames),
  /** The table it is about; null for the whole. */
  table_schema: z.string().nullable(),
  table_name: z.string().nullable(),
  state: z.enum(['ran', 'cannot_tell', 'skipped']),
  reason: z.string().nullable(),
});
export type IntegrityCheck = Readonly<z.infer<typeof integrityCheckSchema>>;

export const integritySchema = z.strictObject({
  applies: z.strictObject({
    /** True when the clock can be read on every part of the trail, at least for its newer rows. */
    clock: z.boolean(),
    relations: z.array(clockRelationSchema).readonly(),
  }),
  checks: z.array(integrityCheckSchema).readonly(),
  /** Checks that did not run: they prove nothing either way. */
  could_not_tell: z.number().int().nonnegative(),
  capture: z.array(captureStateSchema).readonly(),
  findings: z.array(findingSchema).readonly(),
  /** More findings exist than are listed; narrow the question. */
  capped: z.boolean(),
  notes: z.array(noteSchema).readonly(),
  checked: z.strictObject({
    /** Some changes of tables were asked for: findings about a table are then outside what was asked. */
    narrow: z.boolean(),
    changes: z.number().int().nonnegative(),
    /** Live rows laid beside their newest image. */
    rows: z.number().int().nonnegative(),
    tables: z.number().int().nonnegative(),
    /** Bounds as asked, else the oldest and newest captured change checked. */
    from: instant.nullable(),
    to: instant.nullable(),
    seconds: z.number().nonnegative(),
  }),
});
export type Integrity = Readonly<z.infer<typeof integritySchema>>;

/** What marks a change in a list. */
export const integrityMarkSchema = z.strictObject({
  change_id: z.string(),
  codes: z.array(z.enum(findingCodes)).readonly(),
});
export type IntegrityMark = Readonly<z.infer<typeof integrityMarkSchema>>;

export const integrityProgressSchema = z.strictObject({
  /** The check that runs now; those before it in the order of `checkNames` are over. */
  check: z.enum(checkNames),
  step: z.string(),
  fraction: z.number().min(0).max(1),
  /** What it reads as far as known: changes in question, or live rows read so far. Null: not known, or not counted. */
  rows: z.number().int().nonnegative().nullable(),
});
export type IntegrityProgress = Readonly<z.infer<typeof integrityProgressSchema>>;
