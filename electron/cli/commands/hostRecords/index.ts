import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { evidenceCommand } from './evidence.ts';
import { indexesCommand } from './indexes.ts';

export const hostRecordsCommands: readonly ((bind: Bind) => Command)[] = [indexesCommand, evidenceCommand];
