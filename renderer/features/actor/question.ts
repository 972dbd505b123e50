/** Whose transactions, and between which first captured writes, both inclusive; null: open. */
export interface ActorQuestion {
  readonly source: string;
  /** `TYPE:ID` or `anonymous`; null: nobody set one. */
  readonly actor: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Pure: the same as filters of the timeline. */
export function filtersOf({ actor, from, to }: Omit<ActorQuestion, 'source'>): {
  readonly actor?: readonly string[];
  readonly no_actor?: true;
  readonly from?: string;
  readonly to?: string;
} {
  return {
    ...(actor === null ? { no_actor: true } : { actor: [actor] }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}
