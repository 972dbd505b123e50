import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSystemTheme } from '@renderer/lib/settings.ts';
import { useSourceEvents } from '@renderer/lib/sources.ts';
import { KeymapDialog } from './KeymapDialog.tsx';
import { Palette } from './palette/Palette.tsx';
import { Rail } from './Rail.tsx';
import css from './Shell.module.css';
import { useScreenFocus } from './screenFocus.ts';
import { StatusLine } from './StatusLine.tsx';
import { TopBar } from './TopBar.tsx';
import { useAppCommands } from './useAppCommands.tsx';
import { useBridgeCommands } from './useBridgeCommands.ts';
import { useKeys } from './useKeys.ts';

/** What every screen sits in. */
export function Shell(): ReactNode {
  useSystemTheme();
  useSourceEvents();
  useAppCommands();
  useBridgeCommands();
  useKeys();
  useScreenFocus();
  return (
    <div className={css['app']}>
      <a
        className={css['skip']}
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the screen
      </a>
      <TopBar />
      <Rail />
      <main id="main" className={css['main']} tabIndex={-1}>
        <Outlet />
      </main>
      <StatusLine />
      <Palette />
      <KeymapDialog />
    </div>
  );
}
