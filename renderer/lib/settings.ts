import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Settings } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call } from './bridge.ts';
import { queryClient } from './queryClient.ts';
import type { Zone } from './zone.ts';
import { toast } from '@renderer/ui/Toast.tsx';

const KEY = ['settings'];
const DEFAULTS: Settings = { theme: 'system', zone: 'utc' };
const prefersLight = window.matchMedia('(prefers-color-scheme: light)');

function loadSettings(): Promise<Settings> {
  return call('settings.get', {});
}

/** Reads the settings before the first paint, so that no window flashes in the wrong theme. */
export async function preloadSettings(): Promise<void> {
  applyTheme('system');
  try {
    const settings = await queryClient.query({ queryKey: KEY, queryFn: loadSettings });
    applyTheme(settings.theme);
  } catch {
    queryClient.setQueryData(KEY, DEFAULTS);
  }
}

export function useSettings(): Settings {
  return useQuery({ queryKey: KEY, queryFn: loadSettings }).data ?? DEFAULTS;
}

export function useZone(): Zone {
  return useSettings().zone;
}

/** Takes effect at once; when it cannot be stored, it lasts until the application ends. */
export function changeSettings(change: Partial<Settings>): void {
  const next = { ...DEFAULTS, ...queryClient.getQueryData<Settings>(KEY), ...change };
  queryClient.setQueryData(KEY, next);
  applyTheme(next.theme);
  call('settings.set', next).catch((error: unknown) =>
    toast(`Settings not stored: ${asInvestigatorError(error).message}`),
  );
}

/** Follows the system's theme while the setting says so. */
export function useSystemTheme(): void {
  const { theme } = useSettings();
  useEffect(() => {
    const follow = (): void => applyTheme(theme);
    follow();
    prefersLight.addEventListener('change', follow);
    return () => prefersLight.removeEventListener('change', follow);
  }, [theme]);
}

export function shownTheme(theme: Settings['theme']): 'dark' | 'light' {
  if (theme !== 'system') return theme;
  return prefersLight.matches ? 'light' : 'dark';
}

function applyTheme(theme: Settings['theme']): void {
  document.documentElement.dataset['theme'] = shownTheme(theme);
}
