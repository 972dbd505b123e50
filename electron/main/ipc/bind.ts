import { app, ipcMain, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { wire, type BridgeEvent, type Reply } from '@shared/ipc/channels.ts';
import type { Logger } from '../logging.ts';
import { answer } from './answer.ts';
import { RunningCalls } from './calls.ts';
import { openEnvelope, requestIdSchema } from './envelope.ts';
import type { Handlers } from './handler.ts';
import { senderFault } from './sender.ts';

interface Binding {
  readonly handlers: Handlers;
  readonly log: Logger;
  /** The only window that may ask; null before it is there. */
  readonly window: () => BrowserWindow | null;
}

/**
 * The one owner of `ipcMain`. A message is answered when the main frame of our window, showing our page, sends
 * a well-formed, bounded envelope for a known channel; anything else is rejected with a code and logged.
 */
export function bindIpc({ handlers, log, window }: Binding): void {
  const calls = new RunningCalls();

  const refuse = (reason: string, event: IpcMainEvent | IpcMainInvokeEvent): Reply => {
    log.warn('rejected an IPC message', { reason, url: event.senderFrame?.url ?? null });
    return { ok: false, error: new InvestigatorError('rejected', `message rejected: ${reason}`).report() };
  };

  const faultOf = (event: IpcMainEvent | IpcMainInvokeEvent): string | null => {
    const frame = event.senderFrame;
    return senderFault({
      isKnownWindow: event.sender === window()?.webContents,
      frame: frame && { url: frame.url, isMainFrame: frame.parent === null },
    });
  };

  ipcMain.handle(wire.call, async (event, message: unknown): Promise<Reply> => {
    const fault = faultOf(event);
    if (fault !== null) return refuse(fault, event);
    const opened = openEnvelope(message);
    if ('fault' in opened) return refuse(opened.fault, event);
    const { envelope } = opened;
    const { sender } = event;
    const controller = calls.begin(sender.id, envelope.id);
    if (controller === null) return refuse('this request id is in use', event);
    try {
      return await answer(handlers, log, envelope, {
        signal: controller.signal,
        progress: (progress) => {
          const notice: BridgeEvent = { type: 'progress', id: envelope.id, progress };
          if (!controller.signal.aborted && !sender.isDestroyed()) sender.send(wire.event, notice);
        },
      });
    } finally {
      calls.end(sender.id, envelope.id, controller);
    }
  });

  ipcMain.on(wire.cancel, (event, id: unknown) => {
    const fault = faultOf(event);
    const parsed = requestIdSchema.safeParse(id);
    if (fault !== null) refuse(fault, event);
    else if (!parsed.success) refuse('a cancel without a request id', event);
    else calls.cancel(event.sender.id, parsed.data);
  });

  // Nobody waits for the answers of a page that is gone or being replaced.
  app.on('web-contents-created', (_, contents) => {
    const { id } = contents;
    const cancelAll = (): void => calls.cancelWindow(id);
    contents.on('destroyed', cancelAll);
    contents.on('render-process-gone', cancelAll);
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) cancelAll();
    });
  });
}
