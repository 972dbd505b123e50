import { create } from 'zustand';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { addSource } from '@renderer/lib/sources.ts';

/** The embedded demo on its way up. It carries on while other screens are in front. */
interface DemoStart {
  readonly running: { readonly step: string; readonly fraction: number | null } | null;
  readonly error: InvestigatorError | null;
}

export const useDemoStart = create<DemoStart>(() => ({ running: null, error: null }));

let controller: AbortController | null = null;

/** Starts the demo database, making it the first time. Null when it failed or was stopped; the store says why. */
export async function openDemo(): Promise<OpenSource | null> {
  if (controller !== null) return null;
  controller = new AbortController();
  useDemoStart.setState({ running: { step: 'Starting', fraction: null }, error: null });
  try {
    const source = await call(
      'connections.openDemo',
      {},
      { signal: controller.signal, onProgress: (running) => useDemoStart.setState({ running }) },
    );
    addSource(source);
    return source;
  } catch (thrown) {
    const error = asInvestigatorError(thrown);
    useDemoStart.setState({ error: error.code === 'cancelled' ? null : error });
    return null;
  } finally {
    controller = null;
    useDemoStart.setState({ running: null });
  }
}

export function cancelDemo(): void {
  controller?.abort();
}
