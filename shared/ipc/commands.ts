/** What the menu can ask the interface to do (BridgeEvent `command`). */
export const commandNames = [
  'palette',
  'connections',
  'overview',
  'timeline',
  'rows',
  'integrity',
  'ledger',
  'back',
  'forward',
  'open-demo',
  'export',
  'theme-system',
  'theme-light',
  'theme-dark',
  'shortcuts',
] as const;
export type CommandName = (typeof commandNames)[number];
