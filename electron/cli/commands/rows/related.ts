import { Command } from 'commander';
import { relatedRows } from '@engine/rows/related.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { relatedJson } from '../../json/rowsJson.ts';
import { addRowOptions, type RowOptions } from '../../options/rowOptions.ts';
import { relatedText } from '../../text/rows/relatedText.ts';

/** `related`: rows reached from one row by foreign keys, with their last change. */
export function relatedCommand(bind: Bind): Command {
  return addRowOptions(
    new Command('related').description('rows reached from one row by foreign keys, with their last change'),
  ).action(
    bind<RowOptions>(async (context) => {
      const { json = false, table, pk } = context.options;
      const answer = await withSource(context, (source) =>
        relatedRows(source, { table, pk }, context.signal),
      );
      await context.print(json ? `${relatedJson(answer)}\n` : relatedText(answer, context.paint));
    }),
  );
}
