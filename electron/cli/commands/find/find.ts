import { Command } from 'commander';
import { find } from '@engine/find/find.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { FindAnswer, FindProgress } from '@shared/domain/find.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { findJson } from '../../json/findJson.ts';
import { findText } from '../../text/findText.ts';
import { progressLine } from '../../text/progressLine.ts';

interface FindOptions {
  readonly deep?: boolean;
}

/** `find`: what a pasted id or value can be, and where it occurs. Exit 1 where it finds nothing. */
export function findCommand(bind: Bind): Command {
  return new Command('find')
    .description('what a pasted id or value could be, and where it occurs')
    .argument(
      '<TEXT>',
      'a uuid, txid, correlation, request or job id, actor, row key, value of meta, text of an action or recorded value',
    )
    .option('--deep', 'search meta, actions and recorded values to the oldest, however long it takes')
    .action(
      bind<FindOptions>(async (context, text = '') => {
        const { json = false, deep = false, quiet = false } = context.options;
        const line = progressLine(context.terminal.stderr, quiet);
        try {
          const answer = await withSource(context, (source) =>
            find(source, { text, deep }, (progress) => line.show(told(progress)), context.signal),
          );
          line.clear();
          // The answer says how far was searched, which the error cannot.
          await context.print(json ? `${findJson(answer)}\n` : findText(answer, context.paint));
          if (answer.hits.length === 0) throw nothing(answer);
        } finally {
          line.clear();
        }
      }),
    );
}

function nothing({ text, values, not_searched }: FindAnswer): InvestigatorError {
  const hint = !values.complete
    ? 'Not all recorded values were searched: --deep searches all.'
    : not_searched.length > 0
      ? 'Not everything could be searched: the answer says what, and why.'
      : 'Values are compared whole and letter by letter; try another form of it.';
  return new InvestigatorError('not_found', `nothing here is ${JSON.stringify(text)}`, { hint });
}

function told({ hits, searched, of, back_to }: FindProgress): string {
  const reach = back_to === null ? '' : ` of about ${Math.max(of, searched)} changes, back to ${back_to}`;
  return `${hits.length} found; searched ${searched}${reach}`;
}
