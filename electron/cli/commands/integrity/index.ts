import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';

export const integrityCommands: readonly ((bind: Bind) => Command)[] = [];
