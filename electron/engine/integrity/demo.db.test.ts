import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { startDemo } from '../demo/start.ts';
import { checkIntegrity } from './run.ts';

let home: string;
let source: AuditSource;
let stop: () => Promise<void>;
beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'threadline-integrity-demo-'));
  const demo = await startDemo({ home });
  stop = () => demo.stop();
  source = await openAuditSource(demo.endpoint, demo.password);
});
afterAll(async () => {
  await source.session.close();
  await stop();
  rmSync(home, { recursive: true, force: true });
});

describe('the cover-up of the demo', () => {
  it('is found exactly', async () => {
    const begun = performance.now();
    const answer = await checkIntegrity(source, { filters: {} });
    console.log(
      performance.now() - begun,
      answer.checked,
      answer.notes.map((n) => [n.code, n.count, n.text, ...n.examples.slice(0, 9)]),
      answer.findings.map((f) => [f.code, f.kind, f.table_name, f.table_pk, f.seen]),
    );
    expect(answer.findings).toHaveLength(6);
  });
});
