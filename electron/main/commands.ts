import { commandNames, type CommandName } from '@shared/ipc/commands.ts';

export interface Command {
  readonly menu: 'file' | 'view' | 'go' | 'help';
  readonly label: string;
  readonly accelerator: string | null;
}

/** The one registry of what the menu offers; the interface does it (BridgeEvent `command`). */
export const commands: Readonly<Record<CommandName, Command>> = {
  palette: { menu: 'go', label: 'Command Palette…', accelerator: 'CommandOrControl+K' },
  connections: { menu: 'go', label: 'Connections', accelerator: null },
  overview: { menu: 'go', label: 'Overview', accelerator: null },
  timeline: { menu: 'go', label: 'Timeline', accelerator: null },
  rows: { menu: 'go', label: 'Rows', accelerator: null },
  integrity: { menu: 'go', label: 'Integrity', accelerator: null },
  ledger: { menu: 'go', label: 'Ledger', accelerator: null },
  back: { menu: 'go', label: 'Back', accelerator: 'Alt+Left' },
  forward: { menu: 'go', label: 'Forward', accelerator: 'Alt+Right' },
  'open-demo': { menu: 'file', label: 'Open Demo', accelerator: null },
  export: { menu: 'file', label: 'Export Timeline…', accelerator: null },
  'theme-system': { menu: 'view', label: 'Theme: System', accelerator: null },
  'theme-light': { menu: 'view', label: 'Theme: Light', accelerator: null },
  'theme-dark': { menu: 'view', label: 'Theme: Dark', accelerator: null },
  shortcuts: { menu: 'help', label: 'Keyboard Shortcuts', accelerator: null },
};

export function commandsOf(menu: Command['menu']): readonly (readonly [CommandName, Command])[] {
  return commandNames.map((name) => [name, commands[name]] as const).filter(([, c]) => c.menu === menu);
}
