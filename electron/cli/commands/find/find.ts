import { Command } from 'commander';
import { find } from '@engine/find/find.ts';
import type { FindProgress } from '@shared/domain/find.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { findJson } from '../../json/findJson.ts';
import { findText } from '../../text/findText.ts';
import { progressLine } from '../../text/progressLine.ts';

interface FindOptions {
  readonly deep?: boolean;
}

/** `find`: what a pasted id or value can be, and where it occurs. Exit 0 whatever it finds. */
export function findCommand(bind: Bind): Command {
  return new Command('find')
    .description('what a pasted id or value could be, and where it occurs')
    .argument('<TEXT>', 'a uuid, txid, correlation, request or job id, actor, row key or recorded value')
    .option('--deep', 'search recorded values to the oldest change, however long it takes')
    .action(
      bind<FindOptions>(async (context, text = '') => {
        const { json = false, deep = false, quiet = false } = context.options;
        const line = progressLine(context.terminal.stderr, quiet);
        try {
          const answer = await withSource(context, (source) =>
            find(source, { text, deep }, (progress) => line.show(told(progress)), context.signal),
          );
          line.clear();
          await context.print(json ? `${findJson(answer)}\n` : findText(answer, context.paint));
        } finally {
          line.clear();
        }
      }),
    );
}

function told({ hits, searched, of, back_to }: FindProgress): string {
  const reach = back_to === null ? '' : ` of about ${Math.max(of, searched)} changes, back to ${back_to}`;
  return `${hits.length} found; searched ${searched}${reach}`;
}
