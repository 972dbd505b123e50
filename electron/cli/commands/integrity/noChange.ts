import { Command } from 'commander';
import { noChange } from '@engine/integrity/noChange/noChange.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { noChangeJson } from '../../json/integrityJson.ts';
import { plural } from '@shared/domain/plural.ts';
import { noChangeText } from '../../text/integrityText.ts';

interface NoChangeOptions {
  readonly table: string;
  readonly pk: string;
  readonly from: string;
  readonly to: string;
  readonly related?: boolean;
}

/** `no-change`: that a row was not changed in a window, as far as the database can tell, or why it cannot. */
export function noChangeCommand(bind: Bind): Command {
  return new Command('no-change')
    .description('state that no change of a row was captured in a window, or say why that cannot be stated')
    .requiredOption('--table <NAME|SCHEMA.NAME>', 'table of the row')
    .requiredOption('--pk <JSON>', 'the whole key of the row')
    .requiredOption('--from <TIME>', 'beginning of the window (ISO-8601 with offset, inclusive)')
    .requiredOption('--to <TIME>', 'end of the window (inclusive)')
    .option('--related', 'also for the rows reached through foreign keys')
    .action(
      bind<NoChangeOptions>(async (context) => {
        const { json = false, table, pk, from, to, related = false } = context.options;
        const question = { table, pk, from, to, related };
        const answer = await withSource(context, (source) => noChange(source, question, context.signal));
        await context.print(json ? `${noChangeJson(answer)}\n` : noChangeText(answer, context.paint));
        const unstated = [answer, ...(answer.related ?? [])].filter(({ outcome }) => outcome !== 'stated');
        if (unstated.length > 0)
          throw new InvestigatorError(
            'not_stated',
            `${plural(unstated.length, 'statement')} cannot be made`,
            {
              hint: 'The answer gives every reason.',
            },
          );
      }),
    );
}
