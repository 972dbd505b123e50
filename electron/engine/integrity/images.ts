/** SQL for laying two images of a row side by side. Evidence is never cast: whoever writes it may write nonsense. */

/** A jsonb that is an object, else NULL: the operators for objects refuse anything else. */
export function objectSql(expression: string): string {
  return `CASE WHEN jsonb_typeof(${expression}) = 'object' THEN ${expression} END`;
}

const MOMENT = String.raw`^(\d{4,6})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$`;

/**
 * Boolean: two jsonb strings write the same moment with different offsets, as the time zones of the sessions
 * were (CONTRACT §12, trap 25). Integer arithmetic on the text.
 */
export function sameMomentSql(a: string, b: string): string {
  return [
    `(jsonb_typeof(${a}) = 'string' AND jsonb_typeof(${b}) = 'string' AND (SELECT count(DISTINCT z.micros) = 1 AND count(*) = 2 FROM (`,
    'SELECT (365 * y.y + y.y / 4 - y.y / 100 + y.y / 400 + (153 * ((y.m[2]::bigint + 9) % 12) + 2) / 5 + y.m[3]::bigint) * 86400000000',
    "+ ((y.m[4]::bigint * 60 + y.m[5]::bigint) * 60 + y.m[6]::bigint) * 1000000 + rpad(coalesce(y.m[7], ''), 6, '0')::bigint",
    "- (y.m[8] || '1')::bigint * ((y.m[9]::bigint * 60 + coalesce(y.m[10], '0')::bigint) * 60 + coalesce(y.m[11], '0')::bigint) * 1000000 AS micros",
    'FROM (SELECT x.m, x.m[1]::bigint - CASE WHEN x.m[2]::bigint <= 2 THEN 1 ELSE 0 END AS y',
    `FROM (VALUES (regexp_match(${a} #>> '{}', '${MOMENT}')), (regexp_match(${b} #>> '{}', '${MOMENT}'))) x(m) WHERE x.m IS NOT NULL) y) z))`,
  ].join(' ');
}

/** Boolean: the value is the stand-in of a hidden one. `placeholders` is SQL of type text[]. */
export function hiddenSql(value: string, placeholders: string): string {
  return `(jsonb_typeof(${value}) = 'string' AND ${value} #>> '{}' = ANY (${placeholders}))`;
}

/** A text[] from a bound JSON array of strings. */
export function textsSql(bound: string): string {
  return `ARRAY(SELECT jsonb_array_elements_text(${bound}::jsonb))`;
}

/**
 * Neither `{}` nor `{"id": null}`: the key says which row (CONTRACT §2.4). Says no more than that, so that the
 * planner does not take nearly all rows for nearly none.
 */
export function resolvedSql(key: string): string {
  return `(${key} <> '{}' AND ${key} <> '{"id": null}')`;
}
