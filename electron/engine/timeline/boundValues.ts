/** Takes a value and answers the SQL that stands for it, of type text. */
export type Bind = (value: string) => string;

interface BoundValues {
  readonly bind: Bind;
  /** A moment: read once. The same through text would be read again for every row a scan compares with it. */
  readonly instant: (value: string) => string;
  readonly values: readonly string[];
}

/** Values as parameters `$1…`, for ordinary statements. `first` is the number of the first one. */
export function boundValues(first = 1): BoundValues {
  const values: string[] = [];
  const next = (value: string): string => `$${first - 1 + values.push(value)}`;
  return {
    values,
    bind: (value) => `${next(value)}::text`,
    instant: (value) => `${next(value)}::timestamptz`,
  };
}

/**
 * Values as transaction-local settings, for COPY, which takes no parameters. `current_setting` is stable, so
 * indexes serve as with parameters. Only for values that are not empty: an empty setting reads like none.
 */
export function settingValues(): {
  readonly bind: Bind;
  readonly settings: Readonly<Record<string, string>>;
} {
  const settings: Record<string, string> = {};
  return {
    settings,
    bind: (value) => {
      const name = `investigator.p${Object.keys(settings).length + 1}`;
      settings[name] = value;
      return `current_setting('${name}')`;
    },
  };
}
