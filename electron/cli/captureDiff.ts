import { deployedStatement } from '@engine/capture/deployedStatement.ts';
import { captureDrift, type FunctionDrift } from '@engine/capture/drift.ts';
import type { CaptureFunction } from '@engine/capture/functions.ts';
import type { AuditSource } from '@engine/db/session.ts';

/** How the capture functions the settings ask for compare with those the database has. Changes nothing. */
export async function compareCapture(
  { session }: AuditSource,
  wanted: readonly CaptureFunction[],
  signal: AbortSignal,
): Promise<readonly FunctionDrift[]> {
  const rows = await session.read({ signal }, (tx) => tx.rows(deployedStatement(wanted)));
  const deployed = new Map(
    rows.map((row) => [`${row['schema'] ?? ''}.${row['name'] ?? ''}`, row['body'] ?? '']),
  );
  return captureDrift(wanted, deployed);
}

const words: Readonly<Record<FunctionDrift['state'], string>> = {
  same: 'deployed as generated',
  same_policy: 'deployed in other words, captures the same',
  differs: 'captures something else',
  missing: 'not deployed',
};

export function captureDiffText(drift: readonly FunctionDrift[]): string {
  return drift.map(({ name, state, diff }) => `${name}: ${words[state]}\n${diff}`).join('');
}
