import { channelNames, type CallEnvelope } from '@shared/ipc/channels.ts';
import { z } from 'zod';
import { payloadFault } from './payload.ts';

export const requestIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

const envelopeSchema = z.strictObject({
  id: requestIdSchema,
  channel: z.enum(channelNames),
  payload: z.unknown(),
});

/** A message that may be looked at further, or why it is rejected. Total: any value may arrive here. */
export function openEnvelope(
  message: unknown,
): { readonly envelope: CallEnvelope } | { readonly fault: string } {
  const fault = payloadFault(message);
  if (fault !== null) return { fault: `the message holds ${fault}` };
  const parsed = envelopeSchema.safeParse(message);
  if (parsed.success) return { envelope: parsed.data };
  const channel = z.object({ channel: z.string() }).safeParse(message);
  const known = channel.success && (channelNames as readonly string[]).includes(channel.data.channel);
  return { fault: known ? 'the envelope is malformed' : 'no such channel' };
}
