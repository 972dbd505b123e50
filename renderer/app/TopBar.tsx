import { useRouter } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight, ChevronsUpDown, Clock, Contrast, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { useCanGoBack, useCanGoForward } from '@renderer/lib/historyEnds.ts';
import { modKey } from '@renderer/lib/keys.ts';
import { changeSettings, shownTheme, useSettings } from '@renderer/lib/settings.ts';
import { useSource, useSources } from '@renderer/lib/sources.ts';
import { localZoneName } from '@renderer/lib/zone.ts';
import { Brand } from '@renderer/ui/Brand.tsx';
import { IconButton, Kbd } from '@renderer/ui/Button.tsx';
import { cx } from '@renderer/lib/cx.ts';
import { EnvBadge } from '@renderer/ui/Marks.tsx';
import { Menu } from '@renderer/ui/Popover.tsx';
import { Tooltip } from '@renderer/ui/Tooltip.tsx';
import { CoveragePill } from './CoveragePill.tsx';
import css from './TopBar.module.css';

/** Where one is and how to get elsewhere. Production tints it and is written out. */
export function TopBar(): ReactNode {
  const current = useSource();
  const source = current.state === 'open' ? current.source : null;
  return (
    <header className={css['bar']} {...(source === null ? {} : { 'data-env': source.kind })}>
      <span className={css['brand']}>
        <Brand />
      </span>
      {source === null ? (
        <span className={css['title']}>Threadline Investigator</span>
      ) : (
        <SourceMenu source={source} />
      )}
      <span className="grow" />
      <History />
      <button
        type="button"
        className={cx(css['barbtn'], css['palette'])}
        onClick={() => useDesk.getState().show('palette')}
      >
        <Search size={15} strokeWidth={1.5} aria-hidden="true" />
        <span className="ell">Go to, run, or paste anything</span>
        <Kbd>{modKey}K</Kbd>
      </button>
      <ZoneToggle />
      {source !== null && <CoveragePill key={source.source} source={source.source} />}
      <ThemeToggle />
    </header>
  );
}

function SourceMenu({ source }: { readonly source: OpenSource }): ReactNode {
  const router = useRouter();
  const sources = useSources() ?? [];
  const goTo = (id: string): void => void router.navigate({ to: '/timeline', search: { connection: id } });
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={css['conn']}>
          <span className="sr">Connection </span>
          <b>{source.name}</b>
          <EnvBadge kind={source.kind} />
          <span className={cx(css['place'], 'ell')}>{source.place}</span>
          <ChevronsUpDown size={12} aria-hidden="true" />
        </button>
      }
      groups={[
        {
          label: 'Open connections',
          entries: sources.map((one) => ({
            id: one.source,
            label: one.name,
            end: one.source === source.source ? 'in front' : one.kind,
            run: () => goTo(one.source),
          })),
        },
        {
          entries: [
            {
              id: 'connections',
              label: 'All connections',
              end: 'g c',
              run: () => void router.navigate({ to: '/connections' }),
            },
          ],
        },
      ]}
    />
  );
}

function History(): ReactNode {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  const canGoForward = useCanGoForward();
  return (
    <span className={css['nav']}>
      <IconButton label="Back" shortcut="Alt ←" disabled={!canGoBack} onClick={() => router.history.back()}>
        <ChevronLeft size={16} strokeWidth={1.5} />
      </IconButton>
      <IconButton
        label="Forward"
        shortcut="Alt →"
        disabled={!canGoForward}
        onClick={() => router.history.forward()}
      >
        <ChevronRight size={16} strokeWidth={1.5} />
      </IconButton>
    </span>
  );
}

function ZoneToggle(): ReactNode {
  const { zone } = useSettings();
  const local = localZoneName();
  return (
    <Tooltip content={zone === 'utc' ? `Times are UTC. Show ${local}` : `Times are ${local}. Show UTC`}>
      <button
        type="button"
        className={css['barbtn']}
        aria-label={`Times in ${zone === 'utc' ? 'UTC' : local}; switch`}
        onClick={() => changeSettings({ zone: zone === 'utc' ? 'local' : 'utc' })}
      >
        <Clock size={14} strokeWidth={1.5} aria-hidden="true" />
        {zone === 'utc' ? 'UTC' : 'Local'}
      </button>
    </Tooltip>
  );
}

function ThemeToggle(): ReactNode {
  const { theme } = useSettings();
  const next = shownTheme(theme) === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={`Switch to ${next}`} onClick={() => changeSettings({ theme: next })}>
      <Contrast size={16} strokeWidth={1.5} />
    </IconButton>
  );
}
