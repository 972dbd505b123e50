interface CorrelationSearch {
  /** Exact but for white space around it. */
  readonly correlation_id?: string | undefined;
}

/** Takes what an address holds; what is no text goes. */
export function correlationSearch(raw: Record<string, unknown>): CorrelationSearch {
  const id = raw['correlation_id'];
  return typeof id === 'string' && id.trim() !== '' ? { correlation_id: id } : {};
}
