/** Runs both sides by turns, the first of each round taking turns too, so that a noisy machine hits both alike. */
export async function alternate<T>(
  rounds: number,
  ours: () => Promise<T>,
  reference: () => Promise<T>,
): Promise<{ readonly ours: readonly T[]; readonly reference: readonly T[] }> {
  const results = { ours: [] as T[], reference: [] as T[] };
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      async () => void results.ours.push(await ours()),
      async () => void results.reference.push(await reference()),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return results;
}
