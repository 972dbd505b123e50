import type { DemoDatabase } from '@engine/demo/start.ts';

type OnProgress = (progress: { readonly step: string; readonly fraction: number | null }) => void;

/** The embedded demo server: started on demand, stopped with the application, even while it is being made. */
export class Demo {
  readonly #home: string;
  readonly #stopping = new AbortController();
  readonly #started: DemoDatabase[] = [];

  constructor(home: string) {
    this.#home = home;
  }

  /** Errors: `demo_failed`, `cancelled`. A start that failed may be tried again; two at once share a server. */
  async start(signal: AbortSignal, onProgress: OnProgress): Promise<DemoDatabase> {
    const { startDemo } = await import('@engine/demo/start.ts');
    const either = AbortSignal.any([signal, this.#stopping.signal]);
    const demo = await startDemo({ home: this.#home, signal: either, onProgress });
    this.#started.push(demo);
    return demo;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#started.splice(0).map((demo) => demo.stop()));
  }
}
