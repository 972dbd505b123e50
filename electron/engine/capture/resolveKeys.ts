import { dollarQuoted } from './functions.ts';
import { textArray, textLiteral } from './identifiers.ts';
import { triggerName } from './naming.ts';
import { functionFor } from './functions.ts';
import type { CapturePlan } from './policy.ts';

const tag = '$threadline_migration$';

/**
 * A block that, when it runs, looks up each table's key, refuses what cannot be captured faithfully, and
 * creates or replaces the trigger with the key columns as its arguments (CONTRACT §2.1, §2.4).
 */
export function triggerBlockSql(storageSchema: string, plans: readonly CapturePlan[]): string {
  const rows = plans.map((plan) => `    ${targetRow(plan)}`).join(',\n');
  return `DO ${dollarQuoted(tag, block(storageSchema, rows))};\n`;
}

function targetRow(plan: CapturePlan): string {
  const { table } = plan;
  const cells = [
    textLiteral(table.schema),
    textLiteral(table.name),
    textLiteral(triggerName(table)),
    textLiteral(functionFor(plan, 'current')),
    plan.primaryKey === null ? 'NULL::text[]' : textArray(plan.primaryKey),
    textArray([...plan.exclude, ...plan.mask]),
  ];
  return `(${cells.join(', ')})`;
}

/** Types whose JSON text is one unambiguous rendering (CONTRACT §2.4); enums are added below. */
const keyTypes = [
  ['int2', 'int4', 'int8', 'text', 'varchar'],
  ['bpchar', 'uuid', 'date', 'timestamp', 'citext'],
].flat();

function block(storageSchema: string, rows: string): string {
  return `
DECLARE
  v_target record;
  v_table regclass;
  v_index pg_index;
  v_has_primary_key boolean;
  v_key text[];
  v_wrong text;
BEGIN
  FOR v_target IN SELECT * FROM (VALUES
${rows}
  ) AS t(table_schema, table_name, trigger_name, function_name, declared_key, redacted)
  LOOP
    v_table := to_regclass(format('%I.%I', v_target.table_schema, v_target.table_name));
    IF v_table IS NULL OR (SELECT relkind NOT IN ('r', 'p') FROM pg_class WHERE oid = v_table) THEN
      RAISE EXCEPTION 'threadline: %.% is not an ordinary or partitioned table', v_target.table_schema, v_target.table_name;
    END IF;

    -- Two capture triggers would store every change twice. PostgreSQL 14 calls those of partitions internal.
    SELECT t.tgname INTO v_wrong
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgrelid = v_table AND (NOT t.tgisinternal OR t.tgparentid <> 0)
      AND t.tgname <> v_target.trigger_name
      AND (t.tgname LIKE 'threadline\\_audit\\_%' OR p.proname = 'threadline_capture_changes'
        OR p.proname LIKE 'threadline\\_capture\\_changes\\_%')
    LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'threadline: % already has the capture trigger %', v_table, v_wrong
        USING HINT = 'Drop that trigger first, or capture the parent of a partition only.';
    END IF;

    -- A setting for a column that is not there protects nothing.
    SELECT c.name INTO v_wrong
    FROM unnest(v_target.redacted) AS c(name)
    WHERE NOT EXISTS (
      SELECT FROM pg_attribute a
      WHERE a.attrelid = v_table AND a.attname = c.name AND a.attnum > 0 AND NOT a.attisdropped
    )
    LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'threadline: % has no column % to exclude or mask', v_table, v_wrong;
    END IF;

    SELECT * INTO v_index FROM pg_index WHERE indrelid = v_table AND indisprimary;
    v_has_primary_key := FOUND;
    IF v_target.declared_key IS NULL THEN
      IF NOT v_has_primary_key THEN
        RAISE EXCEPTION 'threadline: % has no primary key', v_table
          USING HINT = 'Name the columns of a unique index, all NOT NULL, as primary_key.';
      END IF;
      SELECT array_agg(a.attname::text ORDER BY k.position) INTO v_key
      FROM unnest(v_index.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
      JOIN pg_attribute a ON a.attrelid = v_table AND a.attnum = k.attnum
      WHERE k.position <= v_index.indnkeyatts;
    ELSE
      IF v_has_primary_key THEN
        RAISE EXCEPTION 'threadline: % has a primary key, so primary_key may not be declared', v_table;
      END IF;
      v_key := v_target.declared_key;
      IF NOT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = v_table AND i.indisunique AND i.indisvalid AND i.indisready AND i.indimmediate
          AND i.indpred IS NULL AND i.indexprs IS NULL
          AND i.indnkeyatts = cardinality(v_key)
          AND (
            SELECT count(*) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, position)
            JOIN pg_attribute a ON a.attrelid = v_table AND a.attnum = k.attnum
            WHERE k.position <= i.indnkeyatts AND a.attnotnull AND a.attname::text = ANY (v_key)
          ) = cardinality(v_key)
      ) THEN
        RAISE EXCEPTION 'threadline: % has no unique index on exactly (%)', v_table, array_to_string(v_key, ', ')
          USING HINT = 'It must be valid, immediate, on plain columns, without WHERE, and every column NOT NULL.';
      END IF;
    END IF;

    SELECT c.name INTO v_wrong FROM unnest(v_key) AS c(name) WHERE c.name = ANY (v_target.redacted) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'threadline: key column % of % may not be excluded or masked', v_wrong, v_table;
    END IF;

    -- Domains are what they are made of.
    WITH RECURSIVE resolved AS (
      SELECT a.attname, a.atttypid AS type_id
      FROM pg_attribute a WHERE a.attrelid = v_table AND a.attname::text = ANY (v_key)
      UNION ALL
      SELECT r.attname, t.typbasetype
      FROM resolved r JOIN pg_type t ON t.oid = r.type_id WHERE t.typtype = 'd'
    )
    SELECT format('%s (%s)', r.attname, format_type(r.type_id, NULL)) INTO v_wrong
    FROM resolved r JOIN pg_type t ON t.oid = r.type_id
    WHERE t.typtype <> 'd' AND t.typtype <> 'e'
      AND t.typname <> ALL (${textArray(keyTypes)})
    LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'threadline: key column % of % has a type whose text is not a safe key', v_wrong, v_table;
    END IF;

    EXECUTE format(
      'CREATE OR REPLACE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %I.%I(%s)',
      v_target.trigger_name, v_table, ${textLiteral(storageSchema)}, v_target.function_name,
      (SELECT string_agg(quote_literal(c.name), ', ' ORDER BY c.position)
       FROM unnest(v_key) WITH ORDINALITY AS c(name, position))
    );
  END LOOP;
END
`;
}
