import { Command } from 'commander';
import { relatedRows } from '@engine/rows/related.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { RelatedRows } from '@shared/domain/relatedRows.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { relatedJson } from '../../json/rowsJson.ts';
import { addRowOptions, type RowOptions } from '../../options/rowOptions.ts';
import { relatedText } from '../../text/rows/relatedText.ts';
import { rowTitle } from '../../text/rows/rowTitle.ts';

/** `related`: rows reached from one row by foreign keys, with their last change; `not_found` without an image of it. */
export function relatedCommand(bind: Bind): Command {
  return addRowOptions(
    new Command('related').description('rows reached from one row by foreign keys, with their last change'),
  ).action(
    bind<RowOptions>(async (context) => {
      const { json = false, table, pk } = context.options;
      const answer = await withSource(context, (source) =>
        relatedRows(source, { table, pk }, context.signal),
      );
      if (answer.values_from === 'nowhere') throw nowhere(answer);
      await context.print(json ? `${relatedJson(answer)}\n` : relatedText(answer, context.paint));
    }),
  );
}

/** Without any image of the row nothing can be followed from it. */
function nowhere({ row, message }: RelatedRows): InvestigatorError {
  const why = message === null ? '' : `${message}, and `;
  return new InvestigatorError('not_found', `${rowTitle(row)}: ${why}no image of it was captured`, {
    hint: 'Check the key; "history" lists what is recorded of a row.',
  });
}
