import type { ChannelName } from '@shared/ipc/channels.ts';
import type { Contract, Progress, Response } from '@shared/ipc/contract.ts';
import type { z } from 'zod';

/** A request as the schema let it through. */
export type CheckedRequest<C extends ChannelName> = z.output<Contract[C]['request']>;

export interface CallContext<C extends ChannelName> {
  /** Aborted when the caller cancels or its window goes away. */
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress<C>) => void;
}

/** Answers one kind of question. Expected failures are thrown as InvestigatorError. */
export type Handler<C extends ChannelName> = (
  request: CheckedRequest<C>,
  context: CallContext<C>,
) => Promise<Response<C>>;

/** One for every channel of the contract: forgetting one does not compile. */
export type Handlers = { readonly [C in ChannelName]: Handler<C> };
