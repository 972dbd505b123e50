import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diffChange } from '@shared/domain/diff.ts';
import {
  jsonElements,
  jsonObject,
  jsonStringMember,
  writeJson,
  type JsonText,
} from '@shared/domain/jsonText.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { canonicalJson } from '../testing/canonicalJson.ts';
import { createTestDatabase } from '../testing/database.ts';
import { goldenText } from '../testing/goldens.ts';
import { transactionContext } from './context.ts';
import { diffDocument, exportCompatDocument } from './diffDocument.ts';

/** Golden transactions, kept as text so that no number is touched. */
const goldens = jsonElements(goldenText('diff.json')).map((text) => {
  const changes = jsonElements(jsonObject(text).get('changes') ?? '[]').map(jsonObject);
  return { id: jsonStringMember(text, 'transaction_id') ?? '', changes };
});

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

describe('diffs equal upstream in all three projections', () => {
  it('has goldens to compare with', () => {
    expect(goldens.length).toBeGreaterThanOrEqual(10);
  });

  it.each(goldens)('transaction $id', async ({ id, changes: expected }) => {
    const { changes } = await transactionContext(source, id);
    const projections: Record<string, JsonText[]> = {
      default: changes.map((change) => writeJson(diffDocument(diffChange(change)))),
      expand_insert_fields: changes.map((change) =>
        writeJson(diffDocument(diffChange(change, { expandInsertFields: true }))),
      ),
      export_compat: changes.map((change) => writeJson(exportCompatDocument(change))),
    };
    for (const [projection, ours] of Object.entries(projections)) {
      const theirs = expected.map((change) => canonicalJson(change.get(projection) ?? 'null'));
      expect(ours.map(canonicalJson), projection).toEqual(theirs);
    }
  });
});
