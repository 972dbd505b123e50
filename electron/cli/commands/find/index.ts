import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const findCommands: readonly ((bind: Bind) => Command)[] = [];
