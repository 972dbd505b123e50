interface OverviewSearch {
  /** 1 to 300 UTC days up to that of the newest change. */
  readonly days?: number | undefined;
}

/** Takes what an address holds; what is no number of days goes. */
export function overviewSearch(raw: Record<string, unknown>): OverviewSearch {
  const days = Number(raw['days']);
  return Number.isInteger(days) && days >= 1 && days <= 300 ? { days } : {};
}
