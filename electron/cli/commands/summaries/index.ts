import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const summariesCommands: readonly ((bind: Bind) => Command)[] = [];
