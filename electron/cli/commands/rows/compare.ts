import { Command } from 'commander';
import { compareRow } from '@engine/rows/compare.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { compareJson } from '../../json/rowsJson.ts';
import { addRowOptions, type RowOptions } from '../../options/rowOptions.ts';
import { compareText } from '../../text/rows/stateText.ts';

interface CompareOptions extends RowOptions {
  readonly at: string;
  readonly and: string;
}

/** `compare`: one row at two moments, field by field. */
export function compareCommand(bind: Bind): Command {
  return addRowOptions(new Command('compare').description('one row at two moments, field by field'))
    .requiredOption('--at <TIME>', 'the one moment (ISO-8601 with offset)')
    .requiredOption('--and <TIME>', 'the other')
    .action(
      bind<CompareOptions>(async (context) => {
        const { json = false, table, pk, at, and } = context.options;
        const comparison = await withSource(context, (source) =>
          compareRow(source, { table, pk, at, and }, context.signal),
        );
        await context.print(json ? `${compareJson(comparison)}\n` : compareText(comparison, context.paint));
      }),
    );
}
