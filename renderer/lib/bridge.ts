import './zodJitless.ts';
import { InvestigatorError, type ErrorReport } from '@shared/domain/errors.ts';
import {
  contract,
  type ChannelContract,
  type Progress,
  type Request,
  type Response,
} from '@shared/ipc/contract.ts';
import type { BridgeEvent, ChannelName, RawBridge } from '@shared/ipc/channels.ts';

declare global {
  interface Window {
    readonly investigator?: RawBridge;
  }
}

export interface CallOptions<C extends ChannelName> {
  /** Aborting tells main to stop the statement and rejects with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress<C>) => void) | undefined;
}

let lastId = 0;

/**
 * Asks main one question. The answer is checked against the contract; every failure is an InvestigatorError,
 * `bug` when the answer does not fit.
 */
export async function call<C extends ChannelName>(
  channel: C,
  payload: Request<C>,
  options: CallOptions<C> = {},
): Promise<Response<C>> {
  const { signal, onProgress } = options;
  throwIfAborted(signal);
  const bridge = rawBridge();
  lastId += 1;
  const id = `r${lastId}`;
  const stopListening = onProgress === undefined ? undefined : listen(bridge, channel, id, onProgress);
  const onAbort = (): void => bridge.cancel(id);
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    const reply = await bridge.call({ id, channel, payload });
    throwIfAborted(signal);
    if (!reply.ok) throw fromReport(reply.error);
    const checked = contract[channel].response.safeParse(reply.value);
    if (!checked.success) throw unexpected(channel, checked.error.message);
    return checked.data as Response<C>;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stopListening?.();
  }
}

/** Subscribes to what main says unasked. Answers the function that ends it. */
export function onBridgeEvent(listener: (event: BridgeEvent) => void): () => void {
  return rawBridge().onEvent(listener);
}

/** Any thrown value as an InvestigatorError; what was not expected becomes `bug`. */
export function asInvestigatorError(error: unknown): InvestigatorError {
  if (error instanceof InvestigatorError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new InvestigatorError('bug', message, { hint: 'Please report this with the log.' });
}

function listen<C extends ChannelName>(
  bridge: RawBridge,
  channel: C,
  id: string,
  onProgress: (progress: Progress<C>) => void,
): () => void {
  const entry: ChannelContract = contract[channel];
  return bridge.onEvent((event) => {
    if (event.type !== 'progress' || event.id !== id) return;
    const checked = entry.progress?.safeParse(event.progress);
    if (checked?.success === true) onProgress(checked.data as Progress<C>);
  });
}

function rawBridge(): RawBridge {
  if (window.investigator === undefined)
    throw new InvestigatorError('bug', 'the bridge to the main process is missing');
  return window.investigator;
}

function fromReport(report: ErrorReport): InvestigatorError {
  const { code, message, hint, detail, retryable } = report;
  return new InvestigatorError(code, message, {
    ...(hint === null ? {} : { hint }),
    ...(detail === null ? {} : { detail }),
    retryable,
  });
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}

function cancelled(): InvestigatorError {
  return new InvestigatorError('cancelled', 'Stopped on request.', { retryable: true });
}

function unexpected(channel: string, detail: string): InvestigatorError {
  return new InvestigatorError('bug', `the answer to ${channel} does not fit the contract`, { detail });
}
