/**
 * Runs checks in their order, at most `lanes` at a time, one marked `alone` by itself and everything listed after
 * it only when it is done. A check whose `after` failed is not started: its outcome is `blocked`.
 * @template {{id: string, after?: readonly string[], alone?: boolean}} C
 * @template {{ok: boolean}} R
 * @param {readonly C[]} checks
 * @param {(check: C) => Promise<R>} start
 * @param {(check: C, missing: readonly string[]) => R} blocked
 * @returns {Promise<Map<string, R>>}
 */
export async function schedule(checks, lanes, start, blocked) {
  const results = new Map();
  const running = new Map();
  const waiting = [...checks];
  const next = () => {
    const index = waiting.findIndex(({ after = [] }) =>
      after.every((id) => !running.has(id) && !waiting.some((other) => other.id === id)),
    );
    const check = waiting[index];
    if (check === undefined) return undefined;
    // Nothing overtakes a check that has to be alone, or it would never find the place empty.
    const solitary = waiting.slice(0, index).some(({ alone }) => alone) || check.alone;
    if (solitary && running.size > 0) return undefined;
    return waiting.splice(index, 1)[0];
  };
  const isAloneRunning = () => [...running.values()].some(({ check }) => check.alone);
  while (waiting.length > 0 || running.size > 0) {
    while (running.size < lanes && !isAloneRunning()) {
      const check = next();
      if (check === undefined) break;
      const missing = (check.after ?? []).filter((id) => results.get(id)?.ok === false);
      if (missing.length > 0) {
        results.set(check.id, blocked(check, missing));
        continue;
      }
      const done = start(check).then((result) => {
        results.set(check.id, result);
        running.delete(check.id);
      });
      running.set(check.id, { check, done });
    }
    if (running.size > 0) await Promise.race([...running.values()].map(({ done }) => done));
  }
  return results;
}
