import { deployedPolicy, samePolicy } from './deployedPolicy.ts';
import type { CaptureFunction } from './functions.ts';
import { unifiedDiff } from './unifiedDiff.ts';

/** How a deployed function compares with the one that would be generated. */
export interface FunctionDrift {
  /** `schema.name` */
  readonly name: string;
  /**
   * `same`: letter for letter · `same_policy`: other words (another version, upstream's own generator), same
   * capture · `differs`: captures something else, or cannot be read · `missing`: not deployed.
   */
  readonly state: 'same' | 'same_policy' | 'differs' | 'missing';
  /** Unified diff from deployed to generated; empty for `same`. */
  readonly diff: string;
}

/**
 * Compares generated functions with the bodies found in the database (`deployedStatement`), keyed
 * `schema.name`. Order as given.
 */
export function captureDrift(
  generated: readonly CaptureFunction[],
  deployed: ReadonlyMap<string, string>,
): readonly FunctionDrift[] {
  return generated.map((wanted) => {
    const name = `${wanted.schema}.${wanted.name}`;
    const found = deployed.get(name);
    const labels = { from: found === undefined ? '/dev/null' : `deployed ${name}`, to: `generated ${name}` };
    const diff = unifiedDiff(found ?? '', wanted.body, labels);
    return { name, state: stateOf(wanted.body, found), diff };
  });
}

function stateOf(wanted: string, found: string | undefined): FunctionDrift['state'] {
  if (found === undefined) return 'missing';
  if (found === wanted) return 'same';
  const [a, b] = [deployedPolicy(wanted), deployedPolicy(found)];
  return a !== null && b !== null && samePolicy(a, b) ? 'same_policy' : 'differs';
}
