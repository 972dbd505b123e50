import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { asOfCommand } from './asOf.ts';
import { blameCommand } from './blame.ts';
import { compareCommand } from './compare.ts';
import { historyCommand } from './history.ts';
import { relatedCommand } from './related.ts';

export const rowsCommands: readonly ((bind: Bind) => Command)[] = [
  historyCommand,
  asOfCommand,
  compareCommand,
  blameCommand,
  relatedCommand,
];
