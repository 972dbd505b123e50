import { version } from '../../package.json';
import type { LedgerWriterIdentity } from '@engine/ledger/append.ts';

/** This face of the ledger. */
export const ledgerIdentity: LedgerWriterIdentity = { application: version, face: 'command_line' };
