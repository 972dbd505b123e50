import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { evidenceCommand } from './evidence.ts';

export const hostRecordsCommands: readonly ((bind: Bind) => Command)[] = [evidenceCommand];
