import { cancelled, connectionLost } from './errors.ts';
import type { Link } from './link.ts';

interface Waiter {
  readonly give: (link: Link | null) => void;
  readonly fail: (error: Error) => void;
}

/**
 * At most `size` links for one kind of question. Whoever comes when all are out waits in order. A class
 * because it holds the links between questions.
 */
export class LinkLane {
  readonly #size: number;
  readonly #keepMs: number;
  readonly #make: (signal: AbortSignal | undefined) => Promise<Link>;
  readonly #idle = new Map<Link, NodeJS.Timeout>();
  readonly #waiting: Waiter[] = [];
  #out = 0;
  #closed = false;

  /** `keepMs`: how long a link may idle before it is closed; the server's slots are not ours to hoard. */
  constructor(size: number, keepMs: number, make: (signal: AbortSignal | undefined) => Promise<Link>) {
    this.#size = size;
    this.#keepMs = keepMs;
    this.#make = make;
  }

  /** A link nobody else has, kept from before if there is one. Answers whether it was. */
  async acquire(signal: AbortSignal | undefined): Promise<{ readonly link: Link; readonly kept: boolean }> {
    if (this.#closed) throw connectionLost('the session is closed');
    let kept = this.#takeIdle();
    // Whoever waits is handed the place of the link that came back, counted already.
    if (kept === null && this.#out >= this.#size) kept = await this.#wait(signal);
    else this.#out += 1;
    if (kept?.usable === true) return { link: kept, kept: true };
    try {
      return { link: await this.#make(signal), kept: false };
    } catch (error) {
      this.#out -= 1;
      this.#serve(null);
      throw error;
    }
  }

  release(link: Link): void {
    this.#out -= 1;
    if (this.#closed || !link.usable) {
      if (link.usable) void link.close();
      this.#serve(null);
    } else if (!this.#serve(link)) this.adopt(link);
  }

  /** Keeps a link that is not in use. */
  adopt(link: Link): void {
    const timer = setTimeout(() => {
      this.#idle.delete(link);
      void link.close();
    }, this.#keepMs);
    timer.unref();
    this.#idle.set(link, timer);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.fail(connectionLost('the session is closed'));
    const links = [...this.#idle.keys()];
    for (const timer of this.#idle.values()) clearTimeout(timer);
    this.#idle.clear();
    await Promise.all(links.map((link) => link.close()));
  }

  #takeIdle(): Link | null {
    for (const [link, timer] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(link);
      if (link.usable) return link;
    }
    return null;
  }

  #serve(link: Link | null): boolean {
    const waiter = this.#waiting.shift();
    if (waiter === undefined) return false;
    this.#out += 1;
    waiter.give(link);
    return true;
  }

  #wait(signal: AbortSignal | undefined): Promise<Link | null> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(cancelled());
      };
      const done = (): void => signal?.removeEventListener('abort', stop);
      const waiter: Waiter = {
        give: (link) => {
          done();
          resolve(link);
        },
        fail: (error) => {
          done();
          reject(error);
        },
      };
      this.#waiting.push(waiter);
      if (signal?.aborted === true) stop();
      else signal?.addEventListener('abort', stop, { once: true });
    });
  }
}
