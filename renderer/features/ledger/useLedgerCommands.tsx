import { Download, Pause, Play, RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { plural } from '@renderer/lib/format.ts';
import { toast } from '@renderer/ui/Toast.tsx';
import { readLedgerAgain } from './useLedger.ts';

/** Pauses or resumes recording; the ledger says so itself. */
export async function switchRecording(recording: boolean): Promise<void> {
  try {
    await call('ledger.setRecording', { recording });
    toast(recording ? 'Questions are recorded again' : 'Recording is paused: questions leave no entry');
  } catch (error) {
    toast(asInvestigatorError(error).message);
  }
  readLedgerAgain();
}

export async function exportLedger(): Promise<void> {
  try {
    const written = await call('ledger.export', {});
    if (written !== null) toast(`${plural(written.entries, 'entry', 'entries')} in ${written.output}`);
  } catch (error) {
    toast(asInvestigatorError(error).message);
  }
}

/** What the screen can do, by palette and key. */
export function useLedgerCommands(recording: boolean): void {
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'read-ledger',
          title: 'Read and check the ledger again',
          group: 'Question',
          keys: 'r',
          icon: <RefreshCw size={14} />,
          run: readLedgerAgain,
        },
        {
          id: 'export-ledger',
          title: 'Export the ledger',
          group: 'Question',
          keys: 'e',
          icon: <Download size={14} />,
          run: () => void exportLedger(),
        },
        {
          id: 'switch-ledger',
          title: recording ? 'Pause recording questions' : 'Resume recording questions',
          group: 'Question',
          words: 'ledger pause resume record',
          icon: recording ? <Pause size={14} /> : <Play size={14} />,
          run: () => void switchRecording(!recording),
        },
      ],
      [recording],
    ),
  );
}
