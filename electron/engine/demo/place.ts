import path from 'node:path';

/** Where the demo of a home folder lives (docs/DEMO.md). */
export interface DemoPlace {
  readonly folder: string;
  /** PostgreSQL's data folder; the embedded server may put it elsewhere when its account cannot reach it. */
  readonly data: string;
  /** Says that a whole demo was made, which one and when; missing while one is being made. */
  readonly record: string;
  /** Says which process runs it, and how others reach it meanwhile. */
  readonly owner: string;
}

export function demoPlace(home: string): DemoPlace {
  const folder = path.join(path.resolve(home), 'pg');
  return {
    folder,
    data: path.join(folder, 'demo'),
    record: path.join(folder, 'demo.json'),
    owner: path.join(folder, 'demo.owner.json'),
  };
}
