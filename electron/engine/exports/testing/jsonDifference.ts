import { jsonElements, jsonKind, jsonMembers, jsonString, type JsonText } from '@shared/domain/jsonText.ts';

/**
 * Where two JSON texts differ in value, as a path, or null. Key order and white space do not matter. Numbers
 * are compared as decimals; only where upstream's is not an integer, and so went through a double there, at
 * double precision.
 */
export function jsonDifference(golden: JsonText, ours: JsonText, path = '$'): string | null {
  const kind = jsonKind(golden);
  if (kind !== jsonKind(ours)) return `${path}: ${golden} against ${ours}`;
  switch (kind) {
    case 'object':
      return objectDifference(golden, ours, path);
    case 'array':
      return arrayDifference(golden, ours, path);
    case 'string':
      return jsonString(golden) === jsonString(ours) ? null : `${path}: ${golden} against ${ours}`;
    case 'number':
      return sameNumber(golden.trim(), ours.trim()) ? null : `${path}: ${golden} against ${ours}`;
    default:
      return golden.trim() === ours.trim() ? null : `${path}: ${golden} against ${ours}`;
  }
}

function objectDifference(golden: JsonText, ours: JsonText, path: string): string | null {
  const a = new Map(jsonMembers(golden));
  const b = new Map(jsonMembers(ours));
  const keys = new Set([...a.keys(), ...b.keys()]);
  for (const key of keys) {
    const [left, right] = [a.get(key), b.get(key)];
    if (left === undefined || right === undefined) return `${path}.${key}: only on one side`;
    const difference = jsonDifference(left, right, `${path}.${key}`);
    if (difference !== null) return difference;
  }
  return null;
}

function arrayDifference(golden: JsonText, ours: JsonText, path: string): string | null {
  const a = jsonElements(golden);
  const b = jsonElements(ours);
  if (a.length !== b.length) return `${path}: ${a.length} elements against ${b.length}`;
  for (const [i, element] of a.entries()) {
    const difference = jsonDifference(element, b[i] ?? '', `${path}[${i}]`);
    if (difference !== null) return difference;
  }
  return null;
}

/** Exported for its own test. */
export function sameNumber(golden: string, ours: string): boolean {
  if (/^-?\d+$/.test(golden)) return decimal(golden) === decimal(ours);
  return decimal(golden) === decimal(ours) || Number(golden) === Number(ours);
}

/** One spelling a value: digits without leading or trailing zeros, and an exponent. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${Number(exponent) - fraction.length + (digits.length - trimmed.length)}`;
}
