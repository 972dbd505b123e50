import { shell } from 'electron';
import { now } from '@engine/store/now.ts';
import type { ExportFormat } from '@shared/domain/exports.ts';
import { chooseFile } from '../chooseFile.ts';
import type { ExportTargets } from '../exportTargets.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = 'exports.chooseTarget' | 'exports.run' | 'exports.reveal' | 'reversal.save';

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  json: 'JSON document',
  ndjson: 'JSON lines',
};

export function exportHandlers(services: Services, targets: ExportTargets): Pick<Handlers, Names> {
  const { sources } = services;
  return {
    'exports.chooseTarget': async ({ format }) => {
      const file = await chooseFile(services, {
        title: 'Export the timeline',
        name: suggestedName(format),
        kind: { name: FORMAT_NAMES[format], extensions: [format] },
      });
      return file === null ? null : { target: targets.remember(file), path: file };
    },
    'exports.run': async ({ source, target, ...request }, { signal, progress }) => {
      const file = targets.pathOf(target);
      const { runExport } = await import('@engine/exports/run.ts');
      const { filters, format, max_rows: maxRows, include_action_metadata: includeActionMetadata } = request;
      const summary = await runExport(
        sources.get(source),
        { filters, format, maxRows, includeActionMetadata, output: { file, force: true } },
        { signal, onProgress: progress },
      );
      targets.markWritten(summary.output);
      return summary;
    },
    'exports.reveal': ({ path: file }) => {
      targets.assertWritten(file);
      shell.showItemInFolder(file);
      return Promise.resolve({ done: true });
    },
    'reversal.save': async ({ text, transaction_id }) => {
      const file = await chooseFile(services, {
        title: 'Save the draft reversal',
        name: `draft-reversal-${transaction_id.toLowerCase()}.sql`,
        kind: { name: 'SQL', extensions: ['sql'] },
      });
      if (file === null) return null;
      const { writeText } = await import('@engine/exports/writeText.ts');
      await writeText(file, text);
      targets.markWritten(file);
      return { path: file };
    },
  };
}

/** `threadline-20260521T123249Z.csv`: sorts by time, valid on every file system. */
function suggestedName(format: ExportFormat): string {
  const stamp = now().slice(0, 19).replace(/[-:]/g, '');
  return `threadline-${stamp}Z.${format}`;
}
