import { Command, Option } from 'commander';
import { readEvidence, type EvidenceQuestion } from '@engine/hostRecords/evidence.ts';
import { evidenceDocument } from '@engine/hostRecords/evidenceDocument.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { evidenceSubjects } from '@shared/domain/evidence.ts';
import type { Bind } from '../../bind.ts';
import { withSource } from '../../context.ts';
import { wholeNumberBetween } from '../../options/wholeNumber.ts';
import { evidenceText } from '../../text/evidenceText.ts';

interface EvidenceOptions {
  readonly subject?: string;
  readonly subjectRefJson?: string;
  readonly latest?: boolean;
  readonly history?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

/** `evidence show`: what the host recorded as evidence (CONTRACT §9). Exit 0 whatever it says. */
export function evidenceCommand(bind: Bind): Command {
  const command = new Command('evidence').description('what the host application recorded as evidence');
  command
    .command('show')
    .description('evidence records and how Threadline classes them; exit 0 also for "unsupported"')
    .option('--subject <S>', `one of ${evidenceSubjects.join(', ')}; default: all`)
    .option('--subject-ref-json <OBJ>', 'only this reference: the whole object, keys in any order')
    .option('--latest', 'the newest record of each subject and reference (default)')
    .option('--history', 'every record, newest first')
    .option('--from <TIME>', 'recorded at or after (ISO-8601 with offset, inclusive)')
    .option('--to <TIME>', 'recorded at or before (inclusive)')
    .addOption(
      new Option('--limit <N>', 'the newest N records; default: all').argParser(
        wholeNumberBetween(1, 2_147_483_647),
      ),
    )
    .action(
      bind<EvidenceOptions>(async (context) => {
        const { json = false, ...options } = context.options;
        const question = questionOf(options);
        const answer = await withSource(context, (source) => readEvidence(source, question, context.signal));
        await context.print(
          json ? `${evidenceDocument(answer, question)}\n` : evidenceText(answer, context.paint),
        );
      }),
    );
  return command;
}

function questionOf(options: EvidenceOptions): EvidenceQuestion {
  const { subject, subjectRefJson, latest = false, history = false, from, to, limit } = options;
  if (latest && history)
    throw new InvestigatorError('usage', '--latest and --history contradict each other', {
      hint: 'Choose one.',
    });
  return {
    subject: subject ?? null,
    subject_ref: subjectRefJson ?? null,
    mode: history ? 'history' : 'latest',
    from: from ?? null,
    to: to ?? null,
    limit: limit ?? null,
  };
}
