import { app, nativeTheme } from 'electron';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = 'app.info' | 'settings.get' | 'settings.set';

export function settingsHandlers({ home, log, settings, switches }: Services): Pick<Handlers, Names> {
  return {
    'app.info': () =>
      Promise.resolve({
        version: app.getVersion(),
        electron: process.versions.electron,
        chromium: process.versions.chrome,
        node: process.versions.node,
        platform: `${process.platform}-${process.arch}`,
        home,
        log_file: log.file,
        open_demo_on_start: switches.openDemo,
      }),
    'settings.get': () => settings.get(),
    'settings.set': async (chosen) => {
      const saved = await settings.set(chosen);
      // Native parts (menus, dialogs, scroll bars) follow the interface.
      nativeTheme.themeSource = saved.theme;
      return saved;
    },
  };
}
