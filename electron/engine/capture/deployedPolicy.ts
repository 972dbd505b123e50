/** What a deployed capture function does, read from its text. */
export interface DeployedPolicy {
  readonly exclude: readonly string[];
  readonly mask: readonly string[];
  /** null when nothing is masked. */
  readonly placeholder: string | null;
  /** except_columns followed by exclude: columns whose change is never named. */
  readonly unnamed: readonly string[];
  readonly storesPrior: boolean;
  /** Reads the key columns from the trigger's arguments (0.11 and later). */
  readonly keyAware: boolean;
}

const markers = [
  'audit_transactions',
  'audit_changes',
  'threadline.actor_ref',
  'v_data_after',
  'TG_TABLE_NAME',
];
const literal = "'(?:[^']|'')*'";
const pairOf = (open: '(' | '(?:') =>
  `${open}${literal})\\s*,\\s*to_jsonb\\(\\s*${open}${literal})::text\\s*\\)`;

/**
 * Reads the policy out of a function body (CONTRACT §2.8). null when it is not a body of Threadline, or when
 * its branches contradict each other: then nothing can be said. Unlike upstream, which pairs neighbours, the
 * occurrences are split into the half of INSERT and the half of UPDATE, so that two excluded columns can be
 * read (CONTRACT §8.2).
 */
export function deployedPolicy(body: string): DeployedPolicy | null {
  if (!markers.every((marker) => body.includes(marker))) return null;
  const exclude = halves(matches(body, `v_data_after\\s*:=\\s*v_data_after\\s*-\\s*(${literal})\\s*;`));
  const masks = halves(maskObjects(body));
  if (exclude === null || masks === null || masks.length > 1) return null;
  const mask = masks[0] === undefined ? [] : maskPairs(masks[0]);
  const placeholders = new Set(mask.map((entry) => entry.placeholder));
  if (placeholders.size > 1) return null;
  const columns = mask.map((entry) => entry.column);
  const prior = priorMask(body);
  if (prior !== null && (!sameSet(prior.columns, columns) || !placeholders.has(prior.placeholder)))
    return null;
  return {
    exclude: exclude.map(unquote),
    mask: columns,
    placeholder: [...placeholders][0] ?? null,
    unnamed: unnamedColumns(body),
    storesPrior: /jsonb_object_agg\([\s\S]*?unnest\(\s*v_changed_fields\s*\)/.test(body),
    keyAware: ['TG_NARGS', 'TG_ARGV', 'v_row'].every((word) => body.includes(word)),
  };
}

/** Whether two policies capture the same, whatever order their columns stand in. */
export function samePolicy(a: DeployedPolicy, b: DeployedPolicy): boolean {
  return (
    sameSet(a.exclude, b.exclude) &&
    sameSet(a.mask, b.mask) &&
    sameSet(a.unnamed, b.unnamed) &&
    a.placeholder === b.placeholder &&
    a.storesPrior === b.storesPrior &&
    a.keyAware === b.keyAware
  );
}

function matches(text: string, pattern: string): string[] {
  return [...text.matchAll(new RegExp(pattern, 'g'))].map((found) => found[1] ?? '');
}

/** Every setting stands once in the INSERT branch and once in the UPDATE branch. */
function halves(found: readonly string[]): readonly string[] | null {
  const middle = found.length / 2;
  const first = found.slice(0, middle);
  return Number.isInteger(middle) && first.every((text, i) => text === found[middle + i]) ? first : null;
}

function maskObjects(body: string): string[] {
  const pair = pairOf('(?:');
  const list = `${pair}(?:\\s*,\\s*${pair})*`;
  return matches(
    body,
    `v_data_after\\s*:=\\s*v_data_after\\s*\\|\\|\\s*jsonb_build_object\\(\\s*(${list})\\s*\\)\\s*;`,
  );
}

function maskPairs(text: string): { column: string; placeholder: string }[] {
  return [...text.matchAll(new RegExp(pairOf('('), 'g'))].map((found) => ({
    column: unquote(found[1] ?? ''),
    placeholder: unquote(found[2] ?? ''),
  }));
}

function unnamedColumns(body: string): readonly string[] {
  const found = /NOT\s*\(\s*n\.key\s*=\s*ANY\s*\(\s*ARRAY\[((?:[^'\]]|'(?:[^']|'')*')*)\]::text\[\]/.exec(
    body,
  );
  return matches(found?.[1] ?? '', `(${literal})`).map(unquote);
}

function priorMask(body: string): { columns: readonly string[]; placeholder: string } | null {
  const found =
    /u\.k\s*=\s*ANY\s*\(\s*ARRAY\[((?:[^'\]]|'(?:[^']|'')*')*)\]::text\[\]\s*\)\s*THEN\s*to_jsonb\(\s*('(?:[^']|'')*')::text/.exec(
      body,
    );
  if (found === null) return null;
  return {
    columns: matches(found[1] ?? '', `(${literal})`).map(unquote),
    placeholder: unquote(found[2] ?? ''),
  };
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'");
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const sorted = (items: readonly string[]) => [...new Set(items)].sort().join('\0');
  return sorted(a) === sorted(b);
}
