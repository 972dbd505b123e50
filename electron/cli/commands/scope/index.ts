import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { beforeAfterCommand } from './beforeAfter.ts';
import { damageCommand } from './damage.ts';
import { reverseCommand } from './reverse.ts';
import { scopeCommand } from './scope.ts';

export const scopeCommands: readonly ((bind: Bind) => Command)[] = [
  beforeAfterCommand,
  damageCommand,
  reverseCommand,
  scopeCommand,
];
