import type { Command } from 'commander';
import { appendToLedger } from '@engine/ledger/append.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../../bind.ts';
import { ledgerIdentity } from '../../ledgerIdentity.ts';

/** `ledger pause` and `ledger resume`, for the application too; the ledger itself says so. */
export function addLedgerSwitches(ledger: Command, bind: Bind): void {
  const switches = [
    ['pause', false, 'record no more questions until it is resumed; the ledger says so'],
    ['resume', true, 'record questions again; the ledger says so'],
  ] as const;
  for (const [name, recording, description] of switches)
    ledger
      .command(name)
      .description(description)
      .action(
        bind(async (context) => {
          const { options, terminal } = context;
          await appendToLedger(investigatorHome(terminal.env), ledgerIdentity, [{ recording }]);
          const text = recording ? 'questions are recorded\n' : 'questions are not recorded\n';
          await context.print(options.json === true ? `${writeJson({ recording })}\n` : text);
        }),
      );
}
