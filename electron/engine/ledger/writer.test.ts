import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireLock } from '../store/fileLock.ts';
import { aQuestion, identity } from './testing/questions.ts';
import { verifyLedger } from './verify.ts';
import { ledgerWriter } from './writer.ts';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-writer-'));
});
afterEach(() => fs.rmSync(home, { recursive: true }));

const unexpected = (error: unknown): never => {
  throw error;
};

describe('ledgerWriter', () => {
  it('writes what ends meanwhile with one sync, and loses nothing of a burst', async () => {
    const writer = ledgerWriter(home, identity, unexpected);
    for (let i = 0; i < 200; i += 1) writer.record(aQuestion(i));
    await writer.flush();
    expect(await verifyLedger(home)).toMatchObject({ verdict: 'unchanged', questions: 200 });
  });

  it('shares one chain with other writers', async () => {
    const writers = [1, 2, 3].map(() => ledgerWriter(home, identity, unexpected));
    for (let i = 0; i < 20; i += 1) {
      for (const writer of writers) writer.record(aQuestion(i));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(writers.map((writer) => writer.flush()));
    expect(await verifyLedger(home)).toMatchObject({ verdict: 'unchanged', questions: 60 });
  }, 30_000);

  it('keeps the order of questions and switches', async () => {
    const writer = ledgerWriter(home, identity, unexpected);
    writer.record(aQuestion(1));
    await writer.setRecording(false);
    writer.record(aQuestion(2));
    await writer.setRecording(true);
    writer.record(aQuestion(3));
    await writer.flush();
    expect(await verifyLedger(home)).toMatchObject({ verdict: 'unchanged', questions: 2, recording: true });
  });

  it('keeps questions that could not be written, and says so', async () => {
    fs.mkdirSync(path.join(home, 'ledger'));
    const lock = await acquireLock(path.join(home, 'ledger', 'ledger.lock'));
    let told: number | null = null;
    const writer = ledgerWriter(home, identity, (_, waiting) => (told = waiting));
    writer.record(aQuestion(1));
    await expect(writer.flush()).rejects.toMatchObject({ code: 'store_locked' });
    expect(told).toBe(1);
    await lock.release();
    await writer.flush();
    expect(await verifyLedger(home)).toMatchObject({ questions: 1 });
  }, 30_000);
});
