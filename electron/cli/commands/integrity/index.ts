import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { integrityCommand } from './integrity.ts';
import { noChangeCommand } from './noChange.ts';

export const integrityCommands: readonly ((bind: Bind) => Command)[] = [integrityCommand, noChangeCommand];
