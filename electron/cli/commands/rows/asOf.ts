import { Command } from 'commander';
import { rowAsOf } from '@engine/rows/asOf.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { asOfJson } from '../../json/rowsJson.ts';
import { addRowOptions, type RowOptions } from '../../options/rowOptions.ts';
import { asOfText, unresolvedNote } from '../../text/rows/stateText.ts';

interface AsOfOptions extends RowOptions {
  readonly at: string;
}

/** `as-of`: the row as captured at a moment (CONTRACT §4.4). Exit 0 whatever the status. */
export function asOfCommand(bind: Bind): Command {
  return addRowOptions(new Command('as-of').description('one row as it was captured at a moment'))
    .requiredOption('--at <TIME>', 'the moment (ISO-8601 with offset); a change at it counts')
    .action(
      bind<AsOfOptions>(async (context) => {
        const { json = false, table, pk, at } = context.options;
        const state = await withSource(context, (source) =>
          rowAsOf(source, { table, pk, at }, context.signal),
        );
        // The document has no place for it, and the answer alone would read as "nothing is known".
        if (json && state.unresolved_changes > 0) context.note(unresolvedNote(state));
        await context.print(json ? `${asOfJson(state)}\n` : asOfText(state, context.paint));
      }),
    );
}
