import type { AuditSource } from '@engine/db/session.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import { placeOf, type Connect } from '../sources.ts';
import type { Services } from '../services.ts';
import type { Handlers } from '../ipc/handler.ts';

type Names =
  'connections.test' | 'connections.open' | 'connections.openDemo' | 'connections.list' | 'connections.close';

export function connectionHandlers(services: Services): Pick<Handlers, Names> {
  const { demo, profiles, sources, log } = services;
  return {
    'connections.test': async ({ endpoint, password }, { signal }) => {
      const tested = await connectTo(endpoint, password)(() => undefined, signal);
      await tested.session.close();
      return tested.capability;
    },
    'connections.open': async ({ profile_id, password }, { signal }) => {
      const profile = await profiles.get(profile_id);
      const { name, environment: kind, endpoint } = profile;
      const opened = await sources.open(
        { kind, name, place: placeOf(endpoint), profile_id },
        connectTo(endpoint, password),
        signal,
      );
      // Being unable to note the time of use must not cost the connection.
      await profiles.touch(profile_id).catch((error: unknown) => log.warn('cannot note the use', error));
      return opened;
    },
    'connections.openDemo': async (_, { signal, progress }) => {
      const running = sources.list().find(({ kind }) => kind === 'demo');
      if (running !== undefined) return running;
      const { endpoint, password } = await demo.start(signal, progress);
      progress({ step: 'Connecting', fraction: null });
      return await sources.open(
        { kind: 'demo', name: 'Demo', place: placeOf(endpoint), profile_id: null },
        connectTo(endpoint, password),
        signal,
      );
    },
    'connections.list': () => Promise.resolve(sources.list()),
    'connections.close': async ({ source }) => {
      await sources.close(source);
      return { done: true };
    },
  };
}

/**
 * The engine's drivers are loaded by the first connection, not by the window. Without a password `.pgpass` is
 * asked; PGPASSWORD is not, as it would be offered to every server alike.
 */
function connectTo(endpoint: Endpoint, password: string | null): Connect {
  return async (onLost, signal): Promise<AuditSource> => {
    const { openAuditSource } = await import('@engine/catalog/openAuditSource.ts');
    const { passFilePassword } = await import('@engine/db/passFile.ts');
    const known = password ?? (await passFilePassword(endpoint));
    return await openAuditSource(endpoint, known, { onLost, signal });
  };
}
