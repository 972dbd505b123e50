/**
 * The investigation's state in the address: `?table=public.orders&table=public.refunds&actor=user:9001`.
 * A repeated key is a list; nothing is JSON, so that an address can be read, written by hand and logged. What
 * holds conditions of its own, as each member of a scope, is an address within: `?any=actor%3Duser:9001`.
 */
export type RawSearch = Record<string, string | readonly string[]>;

export function parseSearch(text: string): RawSearch {
  const result: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const known = result[key];
    if (known === undefined) result[key] = value;
    else result[key] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return result;
}

/** The inverse; absent and empty values are left out. Answers '' or a text that begins with `?`. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (typeof item === 'string' || typeof item === 'boolean' || typeof item === 'number')
        params.append(key, String(item));
      else if (typeof item === 'object' && item !== null)
        params.append(key, stringifySearch(item as Record<string, unknown>).slice(1));
    }
  }
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
