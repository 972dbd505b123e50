import type { DemoDatabase } from '@engine/demo/start.ts';

type OnProgress = (progress: { readonly step: string; readonly fraction: number | null }) => void;

/** The embedded demo server: started on demand, once, stopped with the application. */
export class Demo {
  readonly #home: string;
  #starting: Promise<DemoDatabase> | null = null;

  constructor(home: string) {
    this.#home = home;
  }

  /** Errors: `demo_failed`, `cancelled`. A start that failed may be tried again. */
  async start(signal: AbortSignal, onProgress: OnProgress): Promise<DemoDatabase> {
    this.#starting ??= this.#start(signal, onProgress);
    try {
      return await this.#starting;
    } catch (error) {
      this.#starting = null;
      throw error;
    }
  }

  async stop(): Promise<void> {
    const running = await this.#starting?.catch(() => null);
    this.#starting = null;
    await running?.stop();
  }

  async #start(signal: AbortSignal, onProgress: OnProgress): Promise<DemoDatabase> {
    const { startDemo } = await import('@engine/demo/start.ts');
    return await startDemo({ home: this.#home, signal, onProgress });
  }
}
