import { Link } from '@tanstack/react-router';
import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDesk } from '@renderer/lib/desk.ts';
import { changeSettings, useSettings } from '@renderer/lib/settings.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { localZoneName } from '@renderer/lib/zone.ts';
import { Menu } from '@renderer/ui/Popover.tsx';
import { screens } from './screens.tsx';
import css from './Shell.module.css';

/** The screens one can go to now. */
export function Rail(): ReactNode {
  const open = useSource().state === 'open';
  return (
    <nav className={css['rail']} aria-label="Screens">
      {screens
        .filter(({ needsSource }) => open || !needsSource)
        .map(({ id, to, name, icon: Icon }) => (
          <Link key={id} to={to} activeOptions={{ includeSearch: false }}>
            <Icon size={16} strokeWidth={1.4} aria-hidden="true" />
            {name}
          </Link>
        ))}
      <span className={css['space']} />
      <SettingsMenu />
    </nav>
  );
}

function SettingsMenu(): ReactNode {
  const { theme, zone } = useSettings();
  const mark = (on: boolean): string => (on ? '●' : '');
  return (
    <Menu
      align="start"
      trigger={
        <button type="button">
          <SlidersHorizontal size={16} strokeWidth={1.4} aria-hidden="true" />
          Settings
        </button>
      }
      groups={[
        {
          label: 'Theme',
          entries: (['system', 'dark', 'light'] as const).map((value) => ({
            id: value,
            label: { system: 'Follow the system', dark: 'Dark', light: 'Light' }[value],
            end: mark(theme === value),
            run: () => changeSettings({ theme: value }),
          })),
        },
        {
          label: 'Times',
          entries: [
            {
              id: 'utc',
              label: 'UTC',
              end: mark(zone === 'utc'),
              run: () => changeSettings({ zone: 'utc' }),
            },
            {
              id: 'local',
              label: `Local: ${localZoneName()}`,
              end: mark(zone === 'local'),
              run: () => changeSettings({ zone: 'local' }),
            },
          ],
        },
        {
          entries: [
            {
              id: 'keys',
              label: 'Keyboard shortcuts',
              end: '?',
              run: () => useDesk.getState().show('keymap'),
            },
          ],
        },
      ]}
    />
  );
}
