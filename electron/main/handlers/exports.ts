import path from 'node:path';
import { app, dialog, shell } from 'electron';
import { now } from '@engine/store/now.ts';
import type { ExportFormat } from '@shared/domain/exports.ts';
import type { ExportTargets } from '../exportTargets.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = 'exports.chooseTarget' | 'exports.run' | 'exports.reveal';

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  csv: 'CSV',
  json: 'JSON document',
  ndjson: 'JSON lines',
};

export function exportHandlers(services: Services, targets: ExportTargets): Pick<Handlers, Names> {
  const { sources, window } = services;
  return {
    'exports.chooseTarget': async ({ format }) => {
      const options: Electron.SaveDialogOptions = {
        title: 'Export the timeline',
        defaultPath: path.join(app.getPath('documents'), suggestedName(format)),
        filters: [{ name: FORMAT_NAMES[format], extensions: [format] }],
        // The system asks before a file is replaced; the engine writes aside and renames.
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      };
      const parent = window();
      const { canceled, filePath } = await (parent === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(parent, options));
      return canceled || filePath === '' ? null : { target: targets.remember(filePath), path: filePath };
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
  };
}

/** `threadline-20260521T123249Z.csv`: sorts by time, valid on every file system. */
function suggestedName(format: ExportFormat): string {
  const stamp = now().slice(0, 19).replace(/[-:]/g, '');
  return `threadline-${stamp}Z.${format}`;
}
