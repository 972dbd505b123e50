import { Command } from 'commander';
import { writeJson } from '@shared/domain/jsonText.ts';
import { withSource } from '../context.ts';
import type { Bind } from '../bind.ts';
import { capabilityText } from '../text/capabilityText.ts';

/** `info`: what the database is and holds (CONTRACT §0). */
export function infoCommand(bind: Bind): Command {
  return new Command('info').description('what this database is, holds and lets you do').action(
    bind(async (context) => {
      const { capability } = await withSource(context, (source) => Promise.resolve(source));
      const { json = false } = context.options;
      await context.print(json ? `${writeJson(capability)}\n` : capabilityText(capability, context.paint));
    }),
  );
}
