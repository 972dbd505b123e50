import { Command } from 'commander';
import { rowHistory } from '@engine/rows/history.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { historyJson } from '../../json/rowsJson.ts';
import { addPageOptions, pageOf, type PageOptions } from '../../options/pageOptions.ts';
import { addRowOptions, type RowOptions } from '../../options/rowOptions.ts';
import { historyText } from '../../text/rows/historyText.ts';

interface HistoryOptions extends RowOptions, PageOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `history`: one page of a row's changes, newest first, and where its key changed. */
export function historyCommand(bind: Bind): Command {
  const command = new Command('history').description('changes of one row, newest first');
  addRowOptions(command)
    .option('--from <TIME>', 'captured at or after (ISO-8601 with offset, inclusive)')
    .option('--to <TIME>', 'captured at or before (inclusive)');
  return addPageOptions(command, 'changes').action(
    bind<HistoryOptions>(async (context) => {
      const { json = false, table, pk, from, to, ...options } = context.options;
      const question = { table, pk, from, to, ...pageOf(options) };
      const history = await withSource(context, (source) => rowHistory(source, question, context.signal));
      await context.print(
        json ? `${historyJson(history)}\n` : historyText(history, question.direction, context.paint),
      );
    }),
  );
}
