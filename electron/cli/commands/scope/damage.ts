import { Command, Option } from 'commander';
import { damage } from '@engine/scope/damage.ts';
import type { Bind } from '../../bind.ts';
import { damageJson } from '../../json/scopeJson.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { damageText } from '../../text/damageText.ts';
import { noteUnknownTables } from '../../unknownTable.ts';
import { requireFilters } from './requireFilters.ts';

interface DamageOptions {
  readonly limit: number;
  readonly maxChanges: number;
}

/** `damage`: what became of every field that the matching changes set. */
export function damageCommand(bind: Bind): Command {
  const command = new Command('damage').description(
    'what became of every field the matching changes set: overwritten, row gone, live row agrees or differs',
  );
  return addFilterOptions(command)
    .addOption(
      new Option('--limit <N>', 'fields listed').argParser(wholeNumberBetween(0, 100_000)).default(1000),
    )
    .addOption(
      new Option('--max-changes <N>', 'changes looked at, the newest')
        .argParser(wholeNumberBetween(1, 100_000))
        .default(20_000),
    )
    .action(
      bind<DamageOptions>(async (context) => {
        const { json = false, limit, maxChanges, ...rest } = context.options;
        const filters = requireFilters(await filtersOf(rest, context));
        const answer = await withFilters(context, filters, async (source, asked) => {
          const found = await damage(
            source,
            { filters: asked, limit, max_changes: maxChanges },
            context.signal,
          );
          if (found.changes === 0) await noteUnknownTables(context, source, filters);
          return found;
        });
        await context.print(json ? `${damageJson(answer)}\n` : damageText(answer, context.paint));
      }),
    );
}
