import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { continuityCommand } from './continuity.ts';
import { evidenceCommand } from './evidence.ts';
import { indexesCommand } from './indexes.ts';

export const hostRecordsCommands: readonly ((bind: Bind) => Command)[] = [
  indexesCommand,
  continuityCommand,
  evidenceCommand,
];
