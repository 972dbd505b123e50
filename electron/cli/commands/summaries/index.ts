import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { differentCommand } from './different.ts';
import { facetsCommand } from './facets.ts';
import { histogramCommand } from './histogram.ts';
import { overviewCommand } from './overview.ts';

export const summariesCommands: readonly ((bind: Bind) => Command)[] = [
  overviewCommand,
  histogramCommand,
  facetsCommand,
  differentCommand,
];
