const LARGEST_UNITS = 2_000_000;
const MOST_NODES = 20_000;
const DEEPEST = 16;
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/**
 * Why a message's payload is refused before any schema looks at it, or null. Only plain data is let through
 * (structured clone would carry maps, buffers, dates and cycles), bounded in size and depth, without keys
 * that reach an object's prototype.
 */
export function payloadFault(payload: unknown): string | null {
  const budget = { units: LARGEST_UNITS, nodes: MOST_NODES };
  return faultAt(payload, budget, 0);
}

interface Budget {
  units: number;
  nodes: number;
}

function faultAt(value: unknown, budget: Budget, depth: number): string | null {
  budget.nodes -= 1;
  if (budget.nodes < 0) return 'too many values';
  if (typeof value === 'string') return spend(value, budget);
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number that is not finite';
  if (value === null || value === undefined || typeof value === 'boolean') return null;
  if (typeof value !== 'object') return `a value of type ${typeof value}`;
  if (depth >= DEEPEST) return 'nested too deeply';
  if (Array.isArray(value)) return firstFault(value, (item) => faultAt(item, budget, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return 'an object that is not plain data';
  return firstFault(Object.entries(value), ([key, item]) =>
    FORBIDDEN_KEYS.includes(key)
      ? `the key ${key}`
      : (spend(key, budget) ?? faultAt(item, budget, depth + 1)),
  );
}

function spend(text: string, budget: Budget): string | null {
  budget.units -= text.length;
  return budget.units < 0 ? `more than ${LARGEST_UNITS} characters` : null;
}

function firstFault<T>(items: readonly T[], check: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = check(item);
    if (fault !== null) return fault;
  }
  return null;
}
