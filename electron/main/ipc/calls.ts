/** Requests under way, by window and the id the window gave them, so that they can be cancelled. */
export class RunningCalls {
  readonly #controllers = new Map<string, AbortController>();

  /** null when this window already has a request of this id under way. */
  begin(windowId: number, id: string): AbortController | null {
    const key = keyOf(windowId, id);
    if (this.#controllers.has(key)) return null;
    const controller = new AbortController();
    this.#controllers.set(key, controller);
    return controller;
  }

  end(windowId: number, id: string, controller: AbortController): void {
    const key = keyOf(windowId, id);
    if (this.#controllers.get(key) === controller) this.#controllers.delete(key);
  }

  /** Late or unknown ids are no error: the answer may have crossed the cancel on its way. */
  cancel(windowId: number, id: string): void {
    this.#controllers.get(keyOf(windowId, id))?.abort();
  }

  /** The page went away: nobody waits for its answers, and its successor may use the same ids again. */
  cancelWindow(windowId: number): void {
    for (const [key, controller] of this.#controllers) {
      if (!key.startsWith(`${windowId}/`)) continue;
      this.#controllers.delete(key);
      controller.abort();
    }
  }
}

function keyOf(windowId: number, id: string): string {
  return `${windowId}/${id}`;
}
