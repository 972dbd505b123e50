import fs from 'node:fs/promises';
import { writeAtomically } from '@engine/store/atomicFile.ts';
import { z } from 'zod';

/** Raised whenever the story, its tables or its capture change: demos of another version are made anew. */
export const demoVersion = 1;

/** A story older than this is made anew: its dates count from the day of making, and its end from now. */
const goodForMs = 24 * 60 * 60 * 1000;
/** A clock may be set back a little. */
const aheadMs = 5 * 60 * 1000;

const recordSchema = z.object({ version: z.number(), made_at_ms: z.number() });
export type DemoRecord = z.infer<typeof recordSchema>;

/** The record of a whole demo, or null when there is none that can be read. */
export async function readRecord(file: string): Promise<DemoRecord | null> {
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own file, not evidence
    return recordSchema.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return null;
  }
}

export async function writeRecord(file: string, madeAtMs: number): Promise<void> {
  const record: DemoRecord = { version: demoVersion, made_at_ms: madeAtMs };
  await writeAtomically(file, `${JSON.stringify(record)}\n`);
}

export function isGood(record: DemoRecord | null, nowMs: number): boolean {
  if (record?.version !== demoVersion) return false;
  const age = nowMs - record.made_at_ms;
  return age < goodForMs && age > -aheadMs;
}
