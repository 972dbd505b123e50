import { useRouter } from '@tanstack/react-router';
import { ArrowLeft, ArrowRight, Contrast, Clock, FlaskConical, Keyboard } from 'lucide-react';
import { useMemo } from 'react';
import { openDemo } from '@renderer/features/connections/demo.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { useCanGoBack, useCanGoForward } from '@renderer/lib/historyEnds.ts';
import { changeSettings, useSettings } from '@renderer/lib/settings.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { screens } from './screens.tsx';

/** What can be done on every screen. */
export function useAppCommands(): void {
  const router = useRouter();
  const open = useSource().state === 'open';
  const { theme: shown, zone: read } = useSettings();
  const canGoBack = useCanGoBack();
  const canGoForward = useCanGoForward();
  const commands = useMemo(() => {
    const list: Command[] = [
      {
        id: 'palette',
        title: 'Command palette',
        group: 'Application',
        keys: 'mod+k',
        keysOnly: true,
        run: () => useDesk.getState().show('palette'),
      },
      ...screens
        .filter(({ needsSource }) => open || !needsSource)
        .map(({ id, to, name, keys, icon: Icon }): Command => ({
          id,
          title: name,
          group: 'Go to',
          keys,
          icon: <Icon size={14} />,
          run: () => void router.navigate({ to }),
        })),
      {
        id: 'open-demo',
        title: 'Open the demo',
        group: 'Connection',
        icon: <FlaskConical size={14} />,
        run: () => {
          void router.navigate({ to: '/connections' });
          void openDemo().then((source) => {
            if (source !== null)
              void router.navigate({ to: '/timeline', search: { connection: source.source } });
          });
        },
      },
      {
        id: 'shortcuts',
        title: 'Keyboard shortcuts',
        group: 'Application',
        keys: '?',
        icon: <Keyboard size={14} />,
        run: () => useDesk.getState().show('keymap'),
      },
      ...(['system', 'dark', 'light'] as const).map((theme): Command => ({
        id: `theme-${theme}`,
        title: `Theme: ${theme === 'system' ? 'follow the system' : theme}`,
        group: 'Application',
        icon: <Contrast size={14} />,
        inUse: theme === shown,
        run: () => changeSettings({ theme }),
      })),
      ...(['utc', 'local'] as const).map((zone): Command => ({
        id: `zone-${zone}`,
        title: zone === 'utc' ? 'Times in UTC' : 'Times in local time',
        group: 'Application',
        icon: <Clock size={14} />,
        inUse: zone === read,
        run: () => changeSettings({ zone }),
      })),
    ];
    if (canGoBack)
      list.push({
        id: 'back',
        title: 'Back',
        group: 'Go to',
        keys: 'alt+arrowleft',
        icon: <ArrowLeft size={14} />,
        run: () => router.history.back(),
      });
    if (canGoForward)
      list.push({
        id: 'forward',
        title: 'Forward',
        group: 'Go to',
        keys: 'alt+arrowright',
        icon: <ArrowRight size={14} />,
        run: () => router.history.forward(),
      });
    return list;
  }, [router, open, shown, read, canGoBack, canGoForward]);
  useCommands(commands);
}
