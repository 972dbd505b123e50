import { qualified } from '@engine/db/sql.ts';
import { textArray, textLiteral } from './identifiers.ts';
import type { CaptureEra, CapturePlan } from './policy.ts';

export const defaultClock = 'clock_timestamp()';

export interface BodyOptions {
  readonly storageSchema: string;
  readonly era: CaptureEra;
  /** SQL for the time of a change. */
  readonly clock: string;
  /** null: the global function, without settings of any table. */
  readonly plan: CapturePlan | null;
}

/**
 * The PL/pgSQL of a capture function (CONTRACT §2.3 to §2.5). Each setting is a statement of the form that
 * §2.8 lists, so that it can be read back from `pg_proc.prosrc`: change the wording only together with the
 * reader.
 */
export function functionBody(options: BodyOptions): string {
  const { era, plan } = options;
  const table = (name: string) => (era === 'baseline' ? name : qualified(options.storageSchema, name));
  const lines = [
    'DECLARE',
    '  v_txid bigint;',
    '  v_transaction_id uuid;',
    ...(era === 'current' ? ['  v_row jsonb;'] : []),
    '  v_table_pk jsonb;',
    '  v_op text;',
    '  v_data_after jsonb;',
    '  v_changed_fields text[];',
    '  v_changed_from jsonb;',
    'BEGIN',
    '  v_txid := txid_current();',
    '',
    `  INSERT INTO ${table('audit_transactions')} (id, txid, occurred_at, actor_ref)`,
    '  VALUES (',
    '    gen_random_uuid(),',
    '    v_txid,',
    `    ${options.clock},`,
    "    NULLIF(current_setting('threadline.actor_ref', true), '')::jsonb",
    '  )',
    '  ON CONFLICT (txid) DO NOTHING;',
    '',
    '  SELECT t.id INTO v_transaction_id',
    `  FROM ${table('audit_transactions')} AS t`,
    '  WHERE t.txid = v_txid;',
    '',
    "  IF TG_OP = 'INSERT' THEN",
    "    v_op := 'insert';",
    ...rowKey(era, 'NEW'),
    ...imageAfter(plan),
    '    v_changed_fields := NULL;',
    '    v_changed_from := NULL;',
    "  ELSIF TG_OP = 'UPDATE' THEN",
    "    v_op := 'update';",
    ...rowKey(era, 'NEW'),
    ...imageAfter(plan),
    ...changedFields(plan),
    ...priorValues(plan),
    '  ELSE',
    "    v_op := 'delete';",
    ...rowKey(era, 'OLD'),
    '    v_data_after := NULL;',
    '    v_changed_fields := NULL;',
    '    v_changed_from := NULL;',
    '  END IF;',
    '',
    `  INSERT INTO ${table('audit_changes')} (`,
    '    id, transaction_id, table_schema, table_name, table_pk, op,',
    '    data_after, changed_fields, changed_from, captured_at',
    '  )',
    '  VALUES (',
    '    gen_random_uuid(), v_transaction_id, TG_TABLE_SCHEMA, TG_TABLE_NAME, v_table_pk, v_op,',
    `    v_data_after, v_changed_fields, v_changed_from, ${options.clock}`,
    '  );',
    '',
    '  RETURN NULL;',
    'END;',
  ];
  return `\n${lines.join('\n')}\n`;
}

/** CONTRACT §2.4: before 0.11 whatever is called id; since then the trigger's arguments, all or nothing. */
function rowKey(era: CaptureEra, row: 'NEW' | 'OLD'): string[] {
  if (era === 'baseline') return [`    v_table_pk := jsonb_build_object('id', to_jsonb(${row}) ->> 'id');`];
  return [
    `    v_row := to_jsonb(${row});`,
    '    IF TG_NARGS > 0 THEN',
    '      SELECT jsonb_object_agg(k.name, v_row ->> k.name) INTO v_table_pk',
    '      FROM unnest(TG_ARGV) AS k(name)',
    '      HAVING bool_and((v_row ->> k.name) IS NOT NULL);',
    "      v_table_pk := COALESCE(v_table_pk, '{}'::jsonb);",
    "    ELSIF v_row ? 'id' THEN",
    "      v_table_pk := jsonb_build_object('id', v_row ->> 'id');",
    '    ELSE',
    "      v_table_pk := '{}'::jsonb;",
    '    END IF;',
  ];
}

function imageAfter(plan: CapturePlan | null): string[] {
  const lines = ['    v_data_after := to_jsonb(NEW);'];
  for (const column of plan?.exclude ?? []) {
    lines.push(`    v_data_after := v_data_after - ${textLiteral(column)};`);
  }
  if (plan !== null && plan.mask.length > 0) {
    const placeholder = `to_jsonb(${textLiteral(plan.placeholder)}::text)`;
    const pairs = plan.mask.map((column) => `${textLiteral(column)}, ${placeholder}`).join(', ');
    lines.push(`    v_data_after := v_data_after || jsonb_build_object(${pairs});`);
  }
  return lines;
}

/** Compares the raw rows, so that a masked column is named when its hidden value changed. */
function changedFields(plan: CapturePlan | null): string[] {
  const unnamed = [...new Set([...(plan?.except ?? []), ...(plan?.exclude ?? [])])];
  return [
    '    SELECT array_agg(n.key ORDER BY n.key) INTO v_changed_fields',
    '    FROM jsonb_each(to_jsonb(NEW)) AS n(key, value)',
    '    JOIN jsonb_each(to_jsonb(OLD)) AS o(key, value) ON o.key = n.key',
    unnamed.length === 0
      ? '    WHERE n.value IS DISTINCT FROM o.value;'
      : '    WHERE n.value IS DISTINCT FROM o.value',
    ...(unnamed.length === 0 ? [] : [`      AND NOT (n.key = ANY(${textArray(unnamed)}));`]),
  ];
}

function priorValues(plan: CapturePlan | null): string[] {
  if (plan?.storePrior !== true) return ['    v_changed_from := NULL;'];
  const old = 'to_jsonb(OLD) -> u.k';
  const value =
    plan.mask.length === 0
      ? old
      : `CASE WHEN u.k = ANY(${textArray(plan.mask)}) ` +
        `THEN to_jsonb(${textLiteral(plan.placeholder)}::text) ELSE ${old} END`;
  return [
    `    SELECT jsonb_object_agg(u.k, ${value}) INTO v_changed_from`,
    '    FROM unnest(v_changed_fields) AS u(k);',
  ];
}
