import type { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { findCommand } from './find.ts';

export const findCommands: readonly ((bind: Bind) => Command)[] = [findCommand];
