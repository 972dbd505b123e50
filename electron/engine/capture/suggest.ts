/** Edit distance with neighbours swapped counted once, the commonest slip of the fingers. */
function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const at: number[] = Array.from({ length: (a.length + 1) * width }, () => 0);
  const get = (i: number, j: number) => at[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i += 1) at[i * width] = i;
  for (let j = 0; j <= b.length; j += 1) at[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(get(i - 1, j) + 1, get(i, j - 1) + 1, get(i - 1, j - 1) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, get(i - 2, j - 2) + 1);
      }
      at[i * width + j] = least;
    }
  }
  return get(a.length, b.length);
}

/** The known name somebody most likely meant, or null when none is near. */
export function suggestion(given: string, known: readonly string[]): string | null {
  const word = given.toLowerCase().replaceAll('-', '_');
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const distance = editDistance(word, name);
    const near = distance <= Math.max(2, Math.floor(name.length / 3));
    const begins = name.startsWith(word) || word.startsWith(name);
    if (distance < least && word !== '' && (near || begins)) {
      best = name;
      least = distance;
    }
  }
  return best;
}
