import type { ExportFormat } from '@shared/domain/exports.ts';

/** Pure: what a file of this format leaves out, so that nobody looks for it there. The formats are Threadline's own. */
export function absencesOf(format: ExportFormat, actions: boolean): string {
  const linked =
    format === 'csv' && !actions
      ? 'the linked action and its correlation (the switch above adds their ids)'
      : "the linked action's name and status";
  return `Not in the file: meta of the transactions; ${linked}; which filters were asked of which database, when and by whom. "Copy as command" keeps the question.`;
}
