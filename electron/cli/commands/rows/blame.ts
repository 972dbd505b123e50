import { Command } from 'commander';
import { blameRow } from '@engine/rows/blame.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { blameJson } from '../../json/rowsJson.ts';
import { addRowOptions, type RowOptions } from '../../options/rowOptions.ts';
import { blameText } from '../../text/rows/blameText.ts';

/** `blame`: who set each field of one row last, as captured. */
export function blameCommand(bind: Bind): Command {
  return addRowOptions(
    new Command('blame').description('who set each field of one row last, as captured'),
  ).action(
    bind<RowOptions>(async (context) => {
      const { json = false, table, pk } = context.options;
      const answer = await withSource(context, (source) => blameRow(source, { table, pk }, context.signal));
      await context.print(json ? `${blameJson(answer)}\n` : blameText(answer, context.paint));
    }),
  );
}
