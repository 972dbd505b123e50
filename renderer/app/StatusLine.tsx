import type { ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { formatShort, zoneLabel, type Zone } from '@renderer/lib/zone.ts';
import css from './Shell.module.css';

/** How much, counted when, and that nothing is ever written. */
export function StatusLine(): ReactNode {
  const current = useSource();
  const status = useDesk((desk) => desk.status);
  const zone = useZone();
  if (current.state !== 'open')
    return (
      <footer className={css['status']}>
        <span>no connection in front</span>
      </footer>
    );
  return (
    <footer className={css['status']}>
      {status !== null && <b>{status}</b>}
      <span>read only</span>
      <span className="grow" />
      <Held source={current.source} zone={zone} />
      <span>times in {zoneLabel(zone)}</span>
    </footer>
  );
}

function Held({ source, zone }: { readonly source: OpenSource; readonly zone: Zone }): ReactNode {
  const capability = useCapability(source);
  return (
    <>
      <span className="wide">
        about {formatCount(Math.round(capability.estimates.changes))} changes held (estimate)
      </span>
      <span className="wide">
        {capability.window.oldest === null
          ? 'no row is still here'
          : `oldest row still here ${formatShort(capability.window.oldest, zone)}`}
      </span>
      <span className="wide">
        PostgreSQL {capability.server.version} · schema {capability.storage_schema}
      </span>
    </>
  );
}
