import { Command } from 'commander';
import type { Bind } from '../../bind.ts';
import { addLedgerExport } from './exportCommand.ts';
import { addLedgerList } from './listCommand.ts';
import { addLedgerSwitches } from './switchCommands.ts';
import { addLedgerVerify } from './verifyCommand.ts';

/** `ledger …`: which questions were asked of databases from here, by the application and this command line. */
export function ledgerCommand(bind: Bind): Command {
  const command = new Command('ledger').description('the questions asked of databases from here');
  addLedgerList(command, bind);
  addLedgerVerify(command, bind);
  addLedgerExport(command, bind);
  addLedgerSwitches(command, bind);
  return command;
}
