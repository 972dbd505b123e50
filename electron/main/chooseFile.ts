import path from 'node:path';
import { app, dialog } from 'electron';
import type { Services } from './services.ts';

interface FileQuestion {
  readonly title: string;
  /** Suggested, in the documents' folder. */
  readonly name: string;
  readonly kind: Electron.FileFilter;
}

/** The path a person chose in the system's dialog, which asks before a file is replaced; null when none was. */
export async function chooseFile(
  { window }: Pick<Services, 'window'>,
  { title, name, kind }: FileQuestion,
): Promise<string | null> {
  const options: Electron.SaveDialogOptions = {
    title,
    defaultPath: path.join(app.getPath('documents'), name),
    filters: [kind],
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  };
  const parent = window();
  const { canceled, filePath } = await (parent === null
    ? dialog.showSaveDialog(options)
    : dialog.showSaveDialog(parent, options));
  return canceled || filePath === '' ? null : filePath;
}
