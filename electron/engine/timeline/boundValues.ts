type SqlType = 'text' | 'timestamptz' | 'uuid' | 'jsonb' | 'bigint' | 'integer' | 'oid';

/**
 * Takes a value and answers the SQL that stands for it, of the type (text unless said otherwise). A parameter of
 * the type itself is read once; one that came as text and is cast is read again for every row a scan compares.
 */
export type Bind = (value: string, type?: SqlType) => string;

/** Values as parameters `$1…`, for ordinary statements. `first` is the number of the first one. */
export function boundValues(first = 1): { readonly bind: Bind; readonly values: readonly string[] } {
  const values: string[] = [];
  return { values, bind: (value, type = 'text') => `$${first - 1 + values.push(value)}::${type}` };
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
    bind: (value, type = 'text') => {
      const name = `investigator.p${Object.keys(settings).length + 1}`;
      settings[name] = value;
      return `current_setting('${name}')${type === 'text' ? '' : `::${type}`}`;
    },
  };
}
