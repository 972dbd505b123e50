import { Option, type Command } from 'commander';
import { ledgerPage } from '@engine/ledger/page.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { ledgerOutcomes, type LedgerOutcome } from '@shared/domain/ledger.ts';
import type { Bind } from '../../bind.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { ledgerPageText } from '../../text/ledgerText.ts';

interface ListOptions {
  readonly limit: number;
  readonly after?: string;
  readonly askedOf?: string;
  readonly outcome?: LedgerOutcome;
}

/** `ledger list`: newest first. */
export function addLedgerList(ledger: Command, bind: Bind): void {
  ledger
    .command('list')
    .description('what was asked, newest first: when, of which database, with which filters, how it ended')
    .addOption(new Option('--limit <N>', 'entries a page').argParser(wholeNumberBetween(1, 1000)).default(50))
    .option('--after <CURSOR>', 'continue with older entries')
    .option('--asked-of <NAME>', 'only questions to this connection, as the list names it')
    .addOption(new Option('--outcome <OUTCOME>', 'only questions that ended so').choices(ledgerOutcomes))
    .action(
      bind<ListOptions>(async (context) => {
        const { options, terminal, signal } = context;
        const { limit, after = null, askedOf = null, outcome = null } = options;
        const question = { limit, cursor: after, asked_of: askedOf, outcome };
        const page = await ledgerPage(investigatorHome(terminal.env), question, signal);
        await context.print(
          options.json === true ? `${writeJson(page)}\n` : ledgerPageText(page, context.paint),
        );
      }),
    );
}
