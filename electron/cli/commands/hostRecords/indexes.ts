import { Command } from 'commander';
import { reviewIndexes } from '@engine/health/indexes/review.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { indexReviewText } from '../../text/indexReviewText.ts';

/** `indexes`: which indexes our statements have, want and waste. Creates nothing; exit 0 whatever it finds. */
export function indexesCommand(bind: Bind): Command {
  return new Command('indexes')
    .description('which indexes serve each question, and the DDL of those that are missing; creates nothing')
    .action(
      bind(async (context) => {
        const review = await withSource(context, (source) => reviewIndexes(source, context.signal));
        const { json = false, verbose = false } = context.options;
        await context.print(
          json ? `${writeJson(review)}\n` : indexReviewText(review, context.paint, { plans: verbose }),
        );
      }),
    );
}
