import { Command, InvalidArgumentError, Option } from 'commander';
import { facets } from '@engine/summaries/facets.ts';
import { facetKeys, type FacetKey } from '@shared/domain/summaries.ts';
import type { Bind } from '../../bind.ts';
import { facetsJson } from '../../json/summariesJson.ts';
import { addFilterOptions, filtersOf } from '../../options/filterOptions.ts';
import { withFilters } from '../../options/keyFilters.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { facetsText } from '../../text/facetsText.ts';
import { noteUnknownTables } from '../../unknownTable.ts';

interface FacetsOptions {
  readonly of: readonly FacetKey[];
  readonly cap?: number;
}

/** `facets`: how many matching changes have each value of a filter. */
export function facetsCommand(bind: Bind): Command {
  const command = new Command('facets').description('values of the matching changes, counted');
  return addFilterOptions(command)
    .addOption(
      new Option('--of <LIST>', `which: ${facetKeys.join(',')}`)
        .argParser(facetList)
        .default([...facetKeys], 'all'),
    )
    .addOption(
      new Option('--cap <N>', 'look at the newest N only').argParser(wholeNumberBetween(1, 999_999_999)),
    )
    .action(
      bind<FacetsOptions>(async (context) => {
        const { json = false, of, cap = null, ...rest } = context.options;
        const filters = await filtersOf(rest, context);
        const answer = await withFilters(context, filters, async (source, asked) => {
          const found = await facets(source, { filters: asked, of, cap }, context.signal);
          if (found.counted === 0) await noteUnknownTables(context, source, filters);
          return found;
        });
        await context.print(json ? `${facetsJson(answer)}\n` : facetsText(answer, context.paint));
      }),
    );
}

function facetList(text: string): readonly FacetKey[] {
  const names = [...new Set(text.split(',').map((name) => name.trim()))];
  const known: readonly string[] = facetKeys;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`${JSON.stringify(unknown)} is none of ${facetKeys.join(', ')}.`);
  return names as FacetKey[];
}
