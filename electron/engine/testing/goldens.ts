import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Text of a fixture made by the upstream library (path below fixtures/, without `.gz`). */
export function goldenText(name: string): string {
  return gunzipSync(readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.gz`))).toString('utf8');
}

/** The same, parsed. Numbers become doubles: compare evidence through canonicalJson instead. */
export function golden(name: string): unknown {
  // eslint-disable-next-line no-restricted-syntax -- fixtures, not evidence
  return JSON.parse(goldenText(name)) as unknown;
}

interface UpstreamFilters {
  readonly table?: string;
  readonly from?: string;
  readonly to?: string;
  readonly correlation_id?: string;
  readonly actor_ref?: { readonly type: string; readonly id?: string };
}

/** Upstream's filters in our vocabulary. */
export function filtersOfUpstream({ actor_ref, ...same }: UpstreamFilters): Record<string, string> {
  if (actor_ref === undefined) return same;
  const actor = actor_ref.id === undefined ? actor_ref.type : `${actor_ref.type}:${actor_ref.id}`;
  return { ...same, actor };
}
