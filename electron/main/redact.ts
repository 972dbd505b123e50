const SECRET_KEY = /pass(word|phrase|wd)?$|secret|token|private_?key/i;
const URI_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s/]*@/gi;
/** Pasted without percent-encoding a password may hold `/`; other URIs may have an `@` in their path. */
const DATABASE_PASSWORD = /\b((?:postgres(?:ql)?|ecto):\/\/[^\s:/?#@]*):\S*@/gi;
const KEY_VALUE = /\b((?:pg)?pass(?:word|phrase|wd)?|secret)(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&}]+)/gi;
const MASK = '***';
const DEEPEST = 6;

/**
 * What may be written to the log or a crash report: passwords in URIs, in `password=…` and under telling keys
 * are masked. Errors keep their stack. Text stays text, everything else becomes plain data.
 */
export function redact(value: string): string;
export function redact(value: unknown): unknown;
export function redact(value: unknown): unknown {
  return redactAt(value, 0);
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= DEEPEST) return '…';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redactAt(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEY.test(key) && item !== null ? MASK : redactAt(item, depth + 1),
    ]),
  );
}

function redactError(error: Error, depth: number): unknown {
  return {
    ...(redactAt(Object.fromEntries(Object.entries(error)), depth) as Record<string, unknown>),
    stack: redactText(error.stack ?? `${error.name}: ${error.message}`),
    ...(error.cause === undefined ? {} : { cause: redactAt(error.cause, depth + 1) }),
  };
}

function redactText(text: string): string {
  return text
    .replace(DATABASE_PASSWORD, `$1:${MASK}@`)
    .replace(URI_PASSWORD, `$1:${MASK}@`)
    .replace(KEY_VALUE, `$1$2${MASK}`);
}
