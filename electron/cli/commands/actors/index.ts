import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const actorsCommands: readonly ((bind: Bind) => Command)[] = [];
