import type { Capability } from '@shared/domain/capability.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { deployedPolicy } from '../capture/deployedPolicy.ts';
import { deployedStatement } from '../capture/deployedStatement.ts';
import type { ReadTransaction } from '../db/session.ts';

/** What capture leaves out of or hides in the images of one table. */
export interface TablePolicy {
  /** Columns the function of today does not store. */
  readonly excluded: readonly string[];
  readonly masked: readonly string[];
  /** True for a value that stands for another: a genuine one equal to it cannot be told apart (trap 16). */
  readonly isMasked: (name: string, value: JsonText | null) => boolean;
}

const DEFAULT_PLACEHOLDER = '[REDACTED]';

/**
 * Read from the capture function deployed now (CONTRACT §2.8); images of an older policy show only the default
 * placeholder. Catalogue only. Errors: those of Session.read.
 */
export async function tablePolicy(
  tx: ReadTransaction,
  { triggers }: Capability,
  { table_schema, table_name }: Omit<RowAddress, 'table_pk'>,
): Promise<TablePolicy> {
  const trigger = triggers.find(
    (each) => each.table_schema === table_schema && each.table_name === table_name,
  );
  const wanted = trigger && { schema: trigger.function_schema, name: trigger.function, body: '' };
  const [row] = wanted === undefined ? [] : await tx.rows(deployedStatement([wanted]));
  const policy = deployedPolicy(row?.['body'] ?? '');
  const placeholders = [DEFAULT_PLACEHOLDER, policy?.placeholder ?? DEFAULT_PLACEHOLDER].map((text) =>
    JSON.stringify(text),
  );
  const masked = policy?.mask ?? [];
  return {
    excluded: policy?.exclude ?? [],
    masked,
    isMasked: (name, value) =>
      value !== null &&
      (placeholders.includes(value) || (masked.includes(name) && value === placeholders[1])),
  };
}
