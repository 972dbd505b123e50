import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { actionCommand } from './action.ts';
import { actorCommand } from './actor.ts';
import { actorBaselineCommand } from './actorBaseline.ts';
import { actorSummaryCommand } from './actorSummary.ts';
import { aroundCommand } from './around.ts';
import { burstsCommand } from './bursts.ts';
import { correlationCommand } from './correlation.ts';
import { neighboursCommand } from './neighbours.ts';

export const actorsCommands: readonly ((bind: Bind) => Command)[] = [
  actorCommand,
  actorSummaryCommand,
  actorBaselineCommand,
  burstsCommand,
  correlationCommand,
  actionCommand,
  neighboursCommand,
  aroundCommand,
];
