import { Command } from 'commander';
import { transactionContext } from '@engine/transactions/context.ts';
import { incidentDocument } from '@engine/transactions/incident.ts';
import type { Bind } from '../bind.ts';
import { withSource } from '../context.ts';
import { incidentText } from '../text/incidentText.ts';

/** `incident`: one transaction with its action, changes and diffs (CONTRACT §4.7). */
export function incidentCommand(bind: Bind): Command {
  return new Command('incident')
    .description('one transaction: who, when, every change and its diff')
    .argument('<TXUUID>', 'id of the transaction (a uuid, not a txid)')
    .action(
      bind(async (context, id = '') => {
        const found = await withSource(context, (source) => transactionContext(source, id, context.signal));
        const { json = false } = context.options;
        await context.print(json ? `${incidentDocument(found)}\n` : incidentText(found, context.paint));
      }),
    );
}
