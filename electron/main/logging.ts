import path from 'node:path';
import log from 'electron-log/node.js';
import { redact } from './redact.ts';

export interface Logger {
  readonly file: string;
  readonly info: (message: string, details?: unknown) => void;
  readonly warn: (message: string, details?: unknown) => void;
  readonly error: (message: string, details?: unknown) => void;
}

/**
 * The log is a local file and nothing else. electron-log's Node flavour: its Electron flavour would listen
 * to IPC beside ipc/bind.ts.
 */
export function setupLogging(logFolder: string): Logger {
  const file = path.join(logFolder, 'investigator.log');
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.maxSize = 5 * 1024 * 1024;
  log.transports.file.level = 'info';
  log.transports.console.level = process.env['THREADLINE_INVESTIGATOR_VERBOSE'] === '1' ? 'info' : false;
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (message: string, details?: unknown): void => {
      const safe = details === undefined ? [] : [redact(details)];
      log[level](redact(message), ...safe);
    };
  return { file, info: write('info'), warn: write('warn'), error: write('error') };
}
