import type { Scene } from '../making/stage.ts';

/** One thing that happens at a fixed time of the story, and what it is to an investigator. */
export interface Act {
  readonly day: number;
  /** UTC wall clock. */
  readonly time: string;
  readonly kind: 'incident' | 'herring' | 'overwrite' | 'cover-up' | 'everyday';
  readonly what: string;
  readonly scene: Scene;
}
