/** A source of repeatable chance: the demo tells the same story every time it is made. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number between both bounds, inclusive. */
  whole(least: number, most: number): number;
  /** One member, each equally likely. Throws on an empty list. */
  pick<T>(from: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** How many of something rare happen when `mean` are expected. */
  poisson(mean: number): number;
  /** That many lower-case hexadecimal digits. */
  hex(digits: number): string;
}

/**
 * A stream of its own for every label: what one actor does on one day never shifts what another does.
 * sfc32, seeded through FNV-1a; never for anything secret.
 */
export function randomFor(...labels: readonly (string | number)[]): Random {
  const next = sfc32(labels.join('/'));
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    pick: (from) => {
      const index = whole(0, from.length - 1);
      if (index >= from.length || from.length === 0) throw new RangeError('nothing to pick from');
      return from[index] as (typeof from)[number];
    },
    chance: (probability) => next() < probability,
    poisson: (mean) => {
      // Knuth's method: fine for the small means used here.
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
    hex: (digits) => {
      let text = '';
      while (text.length < digits) text += whole(0, 15).toString(16);
      return text;
    },
  };
}

function fnv1a(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function sfc32(seed: string): () => number {
  let a = fnv1a(seed, 0x811c9dc5);
  let b = fnv1a(seed, 0x9e3779b9);
  let c = fnv1a(seed, 0x85ebca6b);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first outputs still resemble the seed.
  for (let index = 0; index < 12; index += 1) next();
  return next;
}
