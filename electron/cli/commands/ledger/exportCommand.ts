import type { Command } from 'commander';
import { openFileOutput } from '@engine/exports/fileOutput.ts';
import { streamOutput } from '@engine/exports/streamOutput.ts';
import { exportLedger } from '@engine/ledger/export.ts';
import { investigatorHome } from '@engine/store/home.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Bind } from '../../bind.ts';

interface ExportOptions {
  readonly output: string;
  readonly force?: boolean;
}

/** `ledger export`: all of it, byte for byte. */
export function addLedgerExport(ledger: Command, bind: Bind): void {
  ledger
    .command('export')
    .description('copy the whole ledger; the copy can be verified by itself')
    .requiredOption('-o, --output <FILE|->', 'file to write, - for standard output')
    .option('--force', 'replace an existing file')
    .action(
      bind<ExportOptions>(async (context) => {
        const { output: target, force = false, json = false } = context.options;
        const { stdout, env } = context.terminal;
        if (json && target === '-')
          throw new InvestigatorError('usage', '--json and --output - both take standard output', {
            hint: 'Name a file.',
          });
        const output =
          target === '-' ? streamOutput(stdout, context.signal) : await openFileOutput(target, force);
        const summary = await exportLedger(investigatorHome(env), output);
        if (json) await context.print(`${writeJson(summary)}\n`);
        context.note(`${plural(summary.entries, 'entry', 'entries')}, sha256 ${summary.sha256}`);
      }),
    );
}
