import { now } from '@engine/store/now.ts';
import { chooseFile } from '../chooseFile.ts';
import type { ExportTargets } from '../exportTargets.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = 'ledger.page' | 'ledger.verify' | 'ledger.export' | 'ledger.setRecording';

/** What was asked so far. What still waits to be written is written first, so that it is in the answer. */
export function ledgerHandlers(services: Services, targets: ExportTargets): Pick<Handlers, Names> {
  const { home, ledger, log } = services;
  const settled = (): Promise<void> =>
    ledger.flush().catch((error: unknown) => log.warn('the ledger is read without what still waits', error));
  return {
    'ledger.page': async (question, { signal }) => {
      const { ledgerPage } = await import('@engine/ledger/page.ts');
      await settled();
      return await ledgerPage(home, question, signal);
    },
    'ledger.verify': async (_, { signal }) => {
      const { verifyLedger } = await import('@engine/ledger/verify.ts');
      await settled();
      return await verifyLedger(home, signal);
    },
    'ledger.export': async () => {
      const file = await chooseFile(services, {
        title: 'Export the ledger',
        name: `threadline-ledger-${now().slice(0, 19).replace(/[-:]/g, '')}Z.ndjson`,
        kind: { name: 'JSON lines', extensions: ['ndjson'] },
      });
      if (file === null) return null;
      const { exportLedger } = await import('@engine/ledger/export.ts');
      const { openFileOutput } = await import('@engine/exports/fileOutput.ts');
      await settled();
      const summary = await exportLedger(home, await openFileOutput(file, true));
      targets.markWritten(summary.output);
      return summary;
    },
    'ledger.setRecording': async ({ recording }) => {
      await ledger.setRecording(recording);
      return { recording };
    },
  };
}
