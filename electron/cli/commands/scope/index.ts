import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const scopeCommands: readonly ((bind: Bind) => Command)[] = [];
