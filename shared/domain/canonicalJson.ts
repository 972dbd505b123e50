/**
 * Plain data as the one JSON text it has: members sorted by their names' code units, no blanks, undefined members
 * left out. What is digested or compared is written by this. Numbers must be safe integers: others have several
 * spellings, and evidence carries its numbers as text. Error: RangeError.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new RangeError(`${value} is no safe integer: it has no one spelling`);
  return JSON.stringify(value ?? null);
}
