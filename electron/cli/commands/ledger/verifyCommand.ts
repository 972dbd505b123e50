import type { Command } from 'commander';
import { verifyLedger, verifyLedgerFile } from '@engine/ledger/verify.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../../bind.ts';
import { ledgerReportText } from '../../text/ledgerText.ts';

/** `ledger verify`: exit 1 where the chain breaks. */
export function addLedgerVerify(ledger: Command, bind: Bind): void {
  ledger
    .command('verify')
    .description('is the ledger unchanged since it was written; exit 1, and where, if not')
    .argument('[FILE]', 'an exported copy; default: the ledger itself')
    .action(
      bind(async (context, ...operands) => {
        const { options, terminal, signal } = context;
        const file = operands.at(0);
        const report =
          file === undefined
            ? await verifyLedger(investigatorHome(terminal.env), signal)
            : await verifyLedgerFile(file, signal);
        await context.print(
          options.json === true ? `${writeJson(report)}\n` : ledgerReportText(report, context.paint),
        );
        if (report.verdict === 'broken')
          throw new InvestigatorError('ledger_changed', 'the ledger is not as it was written', {
            hint: 'The answer names each place. A copy exported earlier tells what stood there.',
          });
      }),
    );
}
