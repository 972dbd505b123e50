import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const rowsCommands: readonly ((bind: Bind) => Command)[] = [];
