/** Pure: the whole UTC day that begins at this instant, both ends inclusive. */
export function dayOf(start: string): { readonly from: string; readonly to: string } {
  const day = start.slice(0, 10);
  return { from: `${day}T00:00:00.000000Z`, to: `${day}T23:59:59.999999Z` };
}
