/** Who is asked about, in the words that keep the three states apart (CONTRACT §3). */
export function whoText(actor: string | null): string {
  return actor === null
    ? 'nobody: transactions without a recorded actor'
    : `${actor} (set by the application, unverified)`;
}

/** The bounds that were searched, in words. */
export function boundsText({
  from,
  to,
}: {
  readonly from: string | null;
  readonly to: string | null;
}): string {
  if (from === null && to === null) return 'the whole trail';
  if (from === null) return `up to ${to}`;
  return to === null ? `from ${from}` : `${from} to ${to}`;
}
