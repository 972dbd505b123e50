import type { Endpoint } from '@shared/domain/profile.ts';
import { openSession, type SessionOptions } from '../db/open.ts';
import type { AuditSource } from '../db/session.ts';
import { countingSession, noteEndpoint } from '../ledger/asking.ts';
import { probe } from './probe.ts';

/**
 * Connects and probes: what every question of the engine takes first. The caller closes `session`.
 * Errors: those of `openSession` and `probe`; nothing stays open after one.
 */
export async function openAuditSource(
  endpoint: Endpoint,
  password: string | null,
  options: SessionOptions = {},
): Promise<AuditSource> {
  noteEndpoint(endpoint);
  const session = countingSession(await openSession(endpoint, password, options), endpoint);
  try {
    return { session, capability: await probe(session, endpoint.storage_schema, options.signal) };
  } catch (error) {
    await session.close();
    throw error;
  }
}
