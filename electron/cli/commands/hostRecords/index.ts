import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const hostRecordsCommands: readonly ((bind: Bind) => Command)[] = [];
