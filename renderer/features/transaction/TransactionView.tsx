import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { FileText, SquareTerminal, Undo2 } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { TransactionContext } from '@shared/domain/audit.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, incidentCommand } from '@renderer/lib/commandLine.ts';
import { plural, shortId } from '@renderer/lib/format.ts';
import { KeyOrdersContext, keyOrders } from '@renderer/lib/rowKey.ts';
import { useMedia } from '@renderer/lib/useMedia.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button, IconButton, Segmented } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { ScreenHead } from '@renderer/ui/Screen.tsx';
import { Splitter, usePaneWidth } from '@renderer/ui/Splitter.tsx';
import { Changes } from './Changes.tsx';
import { DamageStrip } from './DamageStrip.tsx';
import { FactLine } from './FactLine.tsx';
import { strayDays } from './facts.ts';
import { FoundMark } from './FoundMark.tsx';
import { groupByTable } from './lines.ts';
import { transactionMarkdown } from './markdown.ts';
import { ReversalDialog } from './ReversalDialog.tsx';
import { SidePane } from './SidePane.tsx';
import css from './Transaction.module.css';
import { useFacts } from './useFacts.ts';
import { useIntegrity } from './useIntegrity.ts';
import { useTransactionCommands } from './useTransactionCommands.tsx';

interface TransactionViewProps {
  readonly source: OpenSource;
  readonly context: TransactionContext;
  readonly zone: Zone;
}

const PANE = { initial: 312, min: 240, max: 560 };
/** Below it values need the room, and the details fold. */
const ROOMY = '(min-width: 1180px)';

/** One transaction: facts, what came afterwards, its changes grouped by table, and what lies beside it. */
export function TransactionView({ source, context, zone }: TransactionViewProps): ReactNode {
  const { transaction, changes } = context;
  const { id } = transaction;
  const navigate = useNavigate({ from: '/transaction/$id' });
  const { after, field, rows = false } = useSearch({ from: '/transaction/$id' });
  const { triggers } = useCapability(source);
  const orders = useMemo(() => keyOrders(triggers), [triggers]);
  const groups = useMemo(() => groupByTable(changes), [changes]);
  const [width, setWidth] = usePaneWidth('transaction', PANE.initial, PANE.min, PANE.max);
  const roomy = useMedia(ROOMY);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const aside = chosen ?? roomy;
  const [drafting, setDrafting] = useState(false);
  const { afterwards, neighbours, beforeAfter } = useFacts(source.source, context, rows);
  const check = useIntegrity(source.source, context);
  const { damage } = afterwards;
  const [beside, marks] = [neighbours.query.data ?? null, check.marks.query.data ?? null];
  const { integrity, findings } = check;
  const copyMarkdown = useCallback(() => {
    const found = integrity === null ? null : findings;
    const read = { damage, neighbours: beside, marks, findings: found };
    void copyText(transactionMarkdown(context, source.place, orders, read), 'Markdown');
  }, [context, source.place, orders, damage, beside, marks, integrity, findings]);
  const copyCommand = useCallback(
    () => void copyText(incidentCommand(id, connectionOptions(source)), 'command line'),
    [id, source],
  );
  const toggleDetails = useCallback(() => setChosen(!aside), [aside]);
  const showRows = useCallback(
    (whole: boolean) => void navigate({ search: whole ? { rows: true } : {}, replace: true }),
    [navigate],
  );
  const toggleRows = useCallback(() => showRows(!rows), [showRows, rows]);
  const openDraft = useCallback(() => setDrafting(true), []);
  const draft = changes.length === 0 ? null : openDraft;
  useTransactionCommands({
    ...{ id, neighbours, copyMarkdown, copyCommand, toggleDetails, toggleRows, draft },
  });
  useStatus(`${plural(changes.length, 'change')}, all loaded · one snapshot`);
  return (
    <KeyOrdersContext value={orders}>
      <div className={css['screen']}>
        <ScreenHead
          crumbs={<Crumbs id={id} txid={transaction.txid} />}
          title={
            changes.length === 0
              ? 'Transaction without a captured change'
              : `${plural(changes.length, 'change')} in one transaction`
          }
          marks={<FoundMark check={check} onOpen={() => setChosen(true)} />}
        >
          {changes.length > 0 && (
            <Segmented
              label="What is listed"
              value={rows ? 'rows' : 'changes'}
              options={VIEWS}
              onChange={(view) => showRows(view === 'rows')}
            />
          )}
          <Button variant="ghost" shortcut="d" onClick={toggleDetails} aria-pressed={aside}>
            Details
          </Button>
          {draft !== null && (
            <Button shortcut="v" onClick={draft}>
              <Undo2 size={13} strokeWidth={1.5} aria-hidden="true" />
              Draft reversal
            </Button>
          )}
          <IconButton label="Copy as command" shortcut="c" framed onClick={copyCommand}>
            <SquareTerminal size={14} strokeWidth={1.5} />
          </IconButton>
          <IconButton label="Copy as Markdown" shortcut="m" framed onClick={copyMarkdown}>
            <FileText size={14} strokeWidth={1.5} />
          </IconButton>
        </ScreenHead>
        <FactLine context={context} zone={zone} />
        <StrayNote days={strayDays(transaction, changes)} />
        <div className={css['body']}>
          <div className={css['left']}>
            {changes.length > 0 && !rows && (
              <DamageStrip id={id} afterwards={afterwards} only={after} field={field} zone={zone} />
            )}
            <Changes {...{ groups, zone, afterwards, beforeAfter, rows, only: after, field }} />
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
              <SidePane
                {...{ source, context, groups, neighbours, check, width, zone, onDraft: openDraft }}
              />
            </>
          )}
        </div>
        {drafting && (
          <ReversalDialog
            source={source}
            id={id}
            changes={changes.length}
            onClose={() => setDrafting(false)}
          />
        )}
      </div>
    </KeyOrdersContext>
  );
}

const VIEWS = [
  { value: 'changes', label: 'Changes' },
  { value: 'rows', label: 'Whole rows' },
] as const;

function Crumbs({ id, txid }: { readonly id: string; readonly txid: string }): ReactNode {
  return (
    <>
      <Link to="/timeline" className="lk">
        Timeline
      </Link>
      <span className="dim">/</span>
      <span>Transaction</span>
      <span className="mono" title={id}>
        {shortId(id)}
      </span>
      <CopyButton text={id} what="transaction id" />
      <span className="dim">·</span>
      <span title="The database's number of the transaction; it can occur twice">
        txid <span className="mono">{txid}</span>
      </span>
      <CopyButton text={txid} what="txid" />
    </>
  );
}

function StrayNote({ days }: { readonly days: bigint | null }): ReactNode {
  if (days === null) return null;
  return (
    <section className={css['finding']}>
      <h2>Captured writes lie {plural(Number(days), 'day')} from the first write</h2>
      <p>
        Consistent with a restore into a new cluster, after which a number of the old one was used again and
        the changes attached themselves to an old transaction, with its actor and time. Cannot tell which
        changes belong together.
      </p>
    </section>
  );
}
