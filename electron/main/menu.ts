import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { CommandName } from '@shared/ipc/commands.ts';
import { commandsOf, type Command } from './commands.ts';

type Run = (command: CommandName) => void;

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The application menu, made from the registry of commands and the system's own roles. */
export function setupMenu(run: Run): void {
  const mac = process.platform === 'darwin';
  const items = (menu: Command['menu']): MenuItemConstructorOptions[] =>
    commandsOf(menu).map(([name, command]) => menuItem(name, command, run));
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } as const] : []),
      { label: '&File', submenu: [...items('file'), separator, { role: mac ? 'close' : 'quit' }] },
      { role: 'editMenu' },
      {
        label: '&View',
        submenu: [
          ...items('view'),
          separator,
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          separator,
          { role: 'togglefullscreen' },
          ...(__DEV__ ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
        ],
      },
      { label: '&Go', submenu: items('go') },
      { role: 'windowMenu' },
      { role: 'help', submenu: items('help') },
    ]),
  );
}

function menuItem(name: CommandName, { label, accelerator }: Command, run: Run): MenuItemConstructorOptions {
  const click = (): void => run(name);
  // The interface binds the keys itself, so that they work the same in its dialogs; the menu only shows them.
  return accelerator === null ? { label, click } : { label, click, accelerator, registerAccelerator: false };
}
