interface ActorSearch {
  /** `TYPE:ID` or `anonymous`; absent: transactions whose actor nobody set. */
  readonly actor?: string | undefined;
  /** The window looked at, inclusive, by first captured writes; absent: all that is still held. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Takes what an address holds; what is no text goes. Nothing is judged yet. */
export function actorSearch(raw: Record<string, unknown>): ActorSearch {
  const text = (key: string): string | undefined =>
    typeof raw[key] === 'string' && raw[key] !== '' ? raw[key] : undefined;
  const [actor, from, to] = ['actor', 'from', 'to'].map(text);
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}
