/** A captured version as the trail has it. */
export interface Version {
  readonly at: number;
  readonly image: { readonly counter: number; readonly text: string };
  /** What it names as changed, with the values before; null of an insert. */
  readonly prior: { readonly counter: number; readonly text?: string } | null;
  /** Not written by the transaction it names. */
  readonly rewritten: boolean;
}

const COLUMNS = ['counter', 'text'] as const;

/**
 * What has to be found of one row, reckoned the plain way: versions written later, neighbours of which neither is
 * one and that cannot follow each other, and whether the live row (version 4, or written while capture was off) is
 * other than the newest one left.
 */
export function breaks(
  versions: readonly Version[],
  writtenUnseen: boolean,
  priors: boolean,
): { readonly rewritten: number; readonly breaks: number; readonly live: boolean } {
  const pairs = versions.slice(1).map((later, i) => [versions[i], later] as const);
  const broken = pairs.filter(
    ([earlier, later]) =>
      earlier !== undefined && !earlier.rewritten && !later.rewritten && contradict(earlier, later, priors),
  );
  const newest = versions.at(-1);
  return {
    rewritten: versions.filter(({ rewritten }) => rewritten).length,
    breaks: broken.length,
    live: newest?.rewritten === false && (writtenUnseen || newest.image.counter !== 4),
  };
}

function contradict(earlier: Version, later: Version, priors: boolean): boolean {
  const { prior, image } = later;
  if (prior === null) return true;
  return COLUMNS.some((column) => {
    const isSame = earlier.image[column] === image[column];
    if (prior[column] === undefined) return !isSame;
    return isSame || (priors && prior[column] !== earlier.image[column]);
  });
}
