import { InvestigatorError, toReport } from '@shared/domain/errors.ts';
import type { CallEnvelope, ChannelName, Reply } from '@shared/ipc/channels.ts';
import { contract, type ChannelContract } from '@shared/ipc/contract.ts';
import { z } from 'zod';
import type { Logger } from '../logging.ts';
import type { Handler, Handlers } from './handler.ts';

interface Call {
  readonly signal: AbortSignal;
  readonly progress: (progress: unknown) => void;
}

/**
 * Answers one request: schema, handler, schema. Never throws, since Electron would flatten an error to its
 * message. What a handler answers or reports outside the contract is a bug of ours and is not passed on.
 */
export async function answer(
  handlers: Handlers,
  log: Logger,
  { channel, payload }: CallEnvelope,
  call: Call,
): Promise<Reply> {
  const rules: ChannelContract = contract[channel];
  try {
    const request = rules.request.safeParse(payload);
    if (!request.success) throw invalidRequest(channel, request.error);
    // The map's type ties each handler to its channel's schemas; TypeScript cannot follow that by a variable.
    const handle = handlers[channel] as Handler<ChannelName>;
    const value = await handle(request.data as never, {
      signal: call.signal,
      progress: (progress: unknown) => call.progress(checked(rules.progress, progress, channel)),
    });
    return { ok: true, value: checked(rules.response, value, channel) };
  } catch (error) {
    const report = call.signal.aborted && !(error instanceof InvestigatorError) ? cancelled() : error;
    logFailure(log, channel, report);
    return { ok: false, error: toReport(report) };
  }
}

function checked(schema: z.ZodType | undefined, value: unknown, channel: string): unknown {
  const parsed = schema?.safeParse(value);
  if (parsed?.success === true) return parsed.data;
  const detail = parsed === undefined ? 'the contract knows no progress here' : z.prettifyError(parsed.error);
  throw new InvestigatorError('bug', `${channel} answered outside the contract`, { detail });
}

function logFailure(log: Logger, channel: string, error: unknown): void {
  if (!(error instanceof InvestigatorError)) log.error(`${channel} threw`, error);
  else if (error.code === 'bug') log.error(`${channel} failed`, error);
  else if (error.code !== 'cancelled') log.info(`${channel}: ${error.code}`, { message: error.message });
}

function cancelled(): InvestigatorError {
  return new InvestigatorError('cancelled', 'stopped on request');
}

function invalidRequest(channel: string, error: z.ZodError): InvestigatorError {
  const first = error.issues[0];
  const where = first === undefined || first.path.length === 0 ? '' : ` at ${first.path.join('.')}`;
  return new InvestigatorError('invalid_request', `${channel} was asked wrongly${where}`, {
    detail: z.prettifyError(error),
  });
}
