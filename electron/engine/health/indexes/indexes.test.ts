import { describe, expect, it } from 'vitest';
import { capability } from '../../testing/capability.ts';
import { fits, type AuditIndex } from './auditIndex.ts';
import { auditIndexesStatement } from './auditIndexesStatement.ts';
import { classesOfFilters } from './classesOfFilters.ts';
import { classStatements } from './classStatements.ts';
import { createDdl, invalidDdl } from './ddl.ts';
import { estimatedBytes } from './estimatedBytes.ts';
import { missingIndexFor } from './missingIndexFor.ts';
import { partitionsStatement } from './partitionsStatement.ts';
import { planNodes } from './planNodes.ts';
import { recommendedIndexes } from './recommendedIndexes.ts';
import { redundantIndexes } from './redundantIndexes.ts';
import { sampleStatement } from './sampleStatement.ts';
import { widthsStatement } from './widthsStatement.ts';
import { statementClasses } from '@shared/domain/indexReview.ts';

function index(changed: Partial<AuditIndex> = {}): AuditIndex {
  return {
    of: 'audit_transactions',
    schema: 'public',
    table: 'audit_transactions',
    name: 'i',
    valid: true,
    unique: false,
    constraint: false,
    attached: false,
    parent: false,
    method: 'btree',
    partial: false,
    columns: ['txid'],
    options: '0',
    definition: '',
    bytes: 8192,
    scans: '0',
    ...changed,
  };
}

const wanted = (name: string) => {
  const found = recommendedIndexes(capability()).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

describe('the SQL of the index review', () => {
  it('reads the catalogue', () => {
    expect(auditIndexesStatement('threadline')).toMatchSnapshot();
    expect(widthsStatement('threadline')).toMatchSnapshot();
    expect(partitionsStatement('threadline', 'audit_changes')).toMatchSnapshot();
    expect(sampleStatement(capability())).toMatchSnapshot();
    expect(sampleStatement(capability({ has_actor: false, has_actions: false }))).toMatchSnapshot();
  });

  it('has a statement for every class, and none where the database lacks what it asks about', () => {
    const all = classStatements(capability(), {});
    expect(all.map((one) => one.class)).toEqual(statementClasses);
    expect(all.every(({ statement }) => statement !== null)).toBe(true);
    const old = classStatements(capability({ has_actor: false, has_action_link: false }), {});
    expect(old.filter(({ statement }) => statement === null).map((one) => one.class)).toEqual([
      'page_by_actor',
      'page_by_correlation',
      'page_by_request',
      'page_by_job',
      'page_by_action_name',
      'actor_transactions',
    ]);
  });
});

describe('an index', () => {
  it('fits by what it does: first columns in order for a B-tree, any column for GIN', () => {
    const need = { table: 'audit_transactions', method: 'btree', columns: ['a', 'b'] } as const;
    expect(fits(need, index({ columns: ['a', 'b', 'c'], name: 'other' }))).toBe(true);
    expect(fits(need, index({ columns: ['b', 'a'] }))).toBe(false);
    expect(fits(need, index({ columns: ['a', 'b'], partial: true }))).toBe(false);
    expect(fits(need, index({ columns: ['a', 'b'], method: 'hash' }))).toBe(false);
    const gin = { ...need, method: 'gin', columns: ['meta'] } as const;
    expect(fits(gin, index({ method: 'gin', columns: ['actor_ref', 'meta'] }))).toBe(true);
    // One of a partition serves that partition only.
    expect(fits(need, index({ columns: ['a', 'b'], table: 'audit_transactions_1' }))).toBe(false);
  });

  it('is superfluous when another begins with the same columns in the same direction', () => {
    const key = index({ name: 'key', unique: true, constraint: true });
    const plain = index({ name: 'idx' });
    expect(redundantIndexes([key, plain])).toEqual([{ index: plain, coveredBy: 'key' }]);
    const longer = index({ name: 'longer', columns: ['txid', 'id'], options: '0 0' });
    expect(redundantIndexes([longer, plain])).toEqual([{ index: plain, coveredBy: 'longer' }]);
    expect(redundantIndexes([index({ ...longer, options: '3 0' }), plain])).toEqual([]);
    expect(redundantIndexes([index({ ...longer, valid: false }), plain])).toEqual([]);
    expect(redundantIndexes([index({ ...longer, partial: true }), plain])).toEqual([]);
    expect(redundantIndexes([index({ name: 'a' }), index({ name: 'b' })])).toMatchObject([
      { index: { name: 'b' }, coveredBy: 'a' },
    ]);
  });

  it('that is missing is named for what wants it, and an invalid one counts as missing', () => {
    const missing = (indexes: readonly AuditIndex[]): readonly string[] =>
      missingIndexFor('page_by_txid', capability(), indexes).map(({ name }) => name);
    expect(missing([])).toEqual(['audit_changes_transaction_id_idx', 'audit_transactions_txid_idx']);
    expect(missing([index({ name: 'audit_transactions_txid_key' })])).toEqual([
      'audit_changes_transaction_id_idx',
    ]);
    expect(missing([index({ valid: false })])).toContain('audit_transactions_txid_idx');
    const old = missingIndexFor('page_by_correlation', capability({ has_actions: false }), []);
    expect(old.map(({ name }) => name)).toEqual(['audit_changes_transaction_id_idx']);
  });

  it('has a size in proportion to rows and widths, and says so by being an estimate', () => {
    const need = wanted('audit_actions_correlation_id_idx');
    const narrow = estimatedBytes(need, 1_000_000, new Map([['audit_actions.correlation_id', 8]]));
    expect(narrow).toBeGreaterThan(18_000_000);
    expect(narrow).toBeLessThan(30_000_000);
    expect(estimatedBytes(need, 2_000_000, new Map([['audit_actions.correlation_id', 8]]))).toBe(2 * narrow);
    expect(estimatedBytes(need, 1_000_000, new Map())).toBeGreaterThan(narrow);
    expect(estimatedBytes(wanted('audit_changes_data_after_gin'), 0, new Map())).toBe(0);
  });
});

describe('DDL', () => {
  it('never holds up writers', () => {
    expect(createDdl(wanted('audit_changes_row_history_idx'), 'threadline', [])).toEqual([
      'CREATE INDEX CONCURRENTLY "audit_changes_row_history_idx" ON "threadline"."audit_changes" (table_schema, table_name, table_pk, captured_at DESC, id DESC);',
    ]);
    expect(createDdl(wanted('audit_changes_table_pk_gin'), 'public', [])).toEqual([
      'CREATE INDEX CONCURRENTLY "audit_changes_table_pk_gin" ON "public"."audit_changes" USING gin (table_pk jsonb_path_ops);',
    ]);
  });

  it('goes partition by partition, because CONCURRENTLY is refused on the parent', () => {
    const part = { schema: 'public', leaf: true, foreign: false };
    expect(
      createDdl(wanted('audit_changes_captured_at_idx'), 'public', [
        { ...part, table: 'audit_changes_2026' },
        { ...part, table: 'far', foreign: true },
        { ...part, table: 'deep', leaf: false },
      ]),
    ).toEqual([
      'CREATE INDEX "audit_changes_captured_at_idx" ON ONLY "public"."audit_changes" (captured_at);',
      'CREATE INDEX CONCURRENTLY "audit_changes_2026_captured_at_idx" ON "public"."audit_changes_2026" (captured_at);',
      'ALTER INDEX "public"."audit_changes_captured_at_idx" ATTACH PARTITION "public"."audit_changes_2026_captured_at_idx";',
      '-- "public"."far" lives on another server: index it there.',
      '-- "public"."deep" is itself partitioned: ON ONLY for it, then CONCURRENTLY and ATTACH for each of its parts.',
    ]);
  });

  it('rebuilds what is invalid, or completes it where it is a roof over partitions', () => {
    expect(invalidDdl(index())).toEqual([
      'REINDEX INDEX CONCURRENTLY "public"."i";',
      '-- or: DROP INDEX CONCURRENTLY "public"."i";',
    ]);
    expect(invalidDdl(index({ attached: true }))).toEqual(['REINDEX INDEX CONCURRENTLY "public"."i";']);
    expect(invalidDdl(index({ parent: true })).join(' ')).toContain('ATTACH PARTITION');
  });
});

describe('a plan', () => {
  it('is shown by its nodes, and by the tables it reads as a whole', () => {
    const lines = [
      'Limit  (cost=1.2..3.4 rows=51 width=9)',
      '  ->  Nested Loop  (cost=1.2..3.4 rows=51 width=9)',
      '        ->  Seq Scan on audit_changes c  (cost=1.2..3.4 rows=51 width=9)',
      '              Filter: (x = 1)',
      '        ->  Parallel Seq Scan on audit_changes c  (cost=1.2..3.4 rows=51 width=9)',
    ];
    expect(planNodes(lines)).toEqual({
      nodes: [
        'Limit',
        ' Nested Loop',
        '   Seq Scan on audit_changes c',
        '   Parallel Seq Scan on audit_changes c',
      ],
      readsWhole: ['audit_changes'],
    });
  });
});

describe('the classes of filters', () => {
  it('are those of their conditions and of a scope’s members', () => {
    expect(classesOfFilters({})).toEqual(['page']);
    expect(classesOfFilters({ table: ['a'], not_actor: ['user:1'], op: ['insert'] })).toEqual([
      'page_by_table',
      'page',
    ]);
    expect(
      classesOfFilters({ correlation_id: ['c'], any: [{ value: ['a=b'] }, { correlation_id: ['d'] }] }),
    ).toEqual(['page_by_correlation', 'page_by_value', 'page']);
  });
});
