import { useSyncExternalStore } from 'react';

/** Whether there is somewhere to go back to; the browser alone knows, across reloads as well. */
export function useCanGoBack(): boolean {
  return useSyncExternalStore(subscribe, () => entries()?.canGoBack ?? false);
}

export function useCanGoForward(): boolean {
  return useSyncExternalStore(subscribe, () => entries()?.canGoForward ?? false);
}

function subscribe(onChange: () => void): () => void {
  entries()?.addEventListener('currententrychange', onChange);
  return () => entries()?.removeEventListener('currententrychange', onChange);
}

/** Absent where tests have no browser. */
function entries(): Navigation | undefined {
  return (globalThis as { readonly navigation?: Navigation }).navigation;
}
