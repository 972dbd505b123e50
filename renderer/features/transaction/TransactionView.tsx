import { Link } from '@tanstack/react-router';
import { FileText, SquareTerminal } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { TransactionContext } from '@shared/domain/audit.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, incidentCommand } from '@renderer/lib/commandLine.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { plural, shortId } from '@renderer/lib/format.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { KeyOrdersContext, keyOrders } from '@renderer/lib/rowKey.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { Splitter, usePaneWidth } from '@renderer/ui/Splitter.tsx';
import { Empty } from '@renderer/ui/States.tsx';
import { ChangeLines } from './ChangeLines.tsx';
import { FactLine } from './FactLine.tsx';
import { strayDays } from './facts.ts';
import { groupByTable } from './lines.ts';
import { transactionMarkdown } from './markdown.ts';
import { SidePane } from './SidePane.tsx';
import css from './Transaction.module.css';

interface TransactionViewProps {
  readonly source: OpenSource;
  readonly context: TransactionContext;
  readonly zone: Zone;
}

const PANE = { initial: window.innerWidth < 1180 ? 264 : 304, min: 240, max: 560 };

/** One transaction: facts in one line, its changes grouped by table, and where to go from it. */
export function TransactionView({ source, context, zone }: TransactionViewProps): ReactNode {
  const { transaction, changes } = context;
  const { triggers } = useCapability(source);
  const orders = useMemo(() => keyOrders(triggers), [triggers]);
  const groups = useMemo(() => groupByTable(changes), [changes]);
  const [width, setWidth] = usePaneWidth('transaction', PANE.initial, PANE.min, PANE.max);
  const [aside, setAside] = useState(true);
  const stray = strayDays(transaction, changes);
  const copyMarkdown = useCallback(
    () => void copyText(transactionMarkdown(context, source.place, orders), 'Markdown'),
    [context, source.place, orders],
  );
  const copyCommand = useCallback(
    () => void copyText(incidentCommand(transaction.id, connectionOptions(source)), 'command line'),
    [transaction.id, source],
  );
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'copy-markdown',
          title: 'Copy this transaction as Markdown',
          group: 'Transaction',
          keys: 'm',
          icon: <FileText size={14} />,
          run: copyMarkdown,
        },
        {
          id: 'copy-incident',
          title: 'Copy this transaction as a command line',
          group: 'Transaction',
          keys: 'c',
          icon: <SquareTerminal size={14} />,
          run: copyCommand,
        },
        {
          id: 'copy-transaction-id',
          title: 'Copy the transaction id',
          group: 'Transaction',
          keys: 'y',
          run: () => void copyText(transaction.id, 'transaction id'),
        },
        {
          id: 'leave-transaction',
          title: 'Back to where you came from',
          group: 'Transaction',
          keys: 'escape',
          keysOnly: true,
          run: () => window.history.back(),
        },
      ],
      [copyMarkdown, copyCommand, transaction.id],
    ),
  );
  useStatus(`${plural(changes.length, 'change')}, all loaded · one snapshot`);
  return (
    <div className={css['screen']}>
      <header className={css['head']}>
        <div className="grow">
          <div className={css['crumb']}>
            <Link to="/timeline" className="lk">
              Timeline
            </Link>
            <span className="dim">/</span>
            <span>Transaction</span>
            <span className="mono" title={transaction.id}>
              {shortId(transaction.id)}
            </span>
            <CopyButton text={transaction.id} what="transaction id" />
          </div>
          <h1>
            {changes.length === 0
              ? 'Transaction without a captured change'
              : `${plural(changes.length, 'change')} in one transaction`}
          </h1>
        </div>
        <Button variant="ghost" onClick={() => setAside(!aside)} aria-pressed={aside}>
          Details
        </Button>
        <Button variant="ghost" shortcut="c" onClick={copyCommand}>
          <SquareTerminal size={13} strokeWidth={1.5} aria-hidden="true" />
          Copy as command
        </Button>
        <Button shortcut="m" onClick={copyMarkdown}>
          <FileText size={13} strokeWidth={1.5} aria-hidden="true" />
          Copy as Markdown
        </Button>
      </header>
      <FactLine context={context} zone={zone} />
      {stray !== null && (
        <section className={css['finding']}>
          <h2>Captured writes lie {plural(Number(stray), 'day')} from the first write</h2>
          <p>
            Consistent with a restore into a new cluster, after which a number of the old one was used again
            and the changes attached themselves to an old transaction, with its actor and time. Cannot tell
            which changes belong together.
          </p>
        </section>
      )}
      <div className={css['body']}>
        <div className={css['left']}>
          {changes.length === 0 ? (
            <NoChange />
          ) : (
            <KeyOrdersContext value={orders}>
              <ChangeLines groups={groups} zone={zone} />
            </KeyOrdersContext>
          )}
        </div>
        {aside && (
          <>
            <Splitter
              label="Width of the details"
              width={width}
              min={PANE.min}
              max={PANE.max}
              onResize={setWidth}
            />
            <SidePane context={context} groups={groups} width={width} zone={zone} />
          </>
        )}
      </div>
    </div>
  );
}

function NoChange(): ReactNode {
  return (
    <Empty
      title="No captured change belongs to it"
      reasons={[
        {
          name: 'Deleted',
          text: 'Capture writes the transaction together with its first change. That change is not here: deleted by retention, or by hand.',
        },
        {
          name: 'What still stands',
          text: 'That it wrote to a covered table, when first, and which actor and action the application set.',
        },
        { name: 'What cannot be told', text: 'Which table and row, and what was written.' },
      ]}
    >
      The transaction itself is recorded; what it changed is not.
    </Empty>
  );
}
