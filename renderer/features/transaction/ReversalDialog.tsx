import { Copy, Download, TriangleAlert } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { Reversal } from '@shared/domain/reversal.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, reverseCommand } from '@renderer/lib/commandLine.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { toast } from '@renderer/ui/Toast.tsx';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import css from './Reversal.module.css';
import { draftWarnings, LARGEST_COPY, LARGEST_FILE, shownLines } from './reversalWords.ts';
import { useHeavy } from './useHeavy.ts';

/** Changes a draft is about unless more were asked for. */
const FIRST = 1000;
const MOST = 10_000;

interface ReversalDialogProps {
  readonly source: OpenSource;
  readonly id: string;
  /** How many changes the transaction has. */
  readonly changes: number;
  readonly onClose: () => void;
}

/** SQL that would undo the transaction, as text: what it leaves out first. It is never executed here. */
export function ReversalDialog({ source, id, changes, onClose }: ReversalDialogProps): ReactNode {
  const [limit, setLimit] = useState(FIRST);
  const heavy = useHeavy('reversal.draft', { source: source.source, of: { transaction_id: id }, limit });
  const draft = heavy.query.data;
  const close = useRef<HTMLButtonElement>(null);
  const command = reverseCommand(id, connectionOptions(source));
  return (
    <Dialog
      open
      broad
      initialFocus={close}
      onClose={onClose}
      title="Draft reversal"
      description="SQL that would undo this transaction, as text. It is never executed here, and ends in ROLLBACK."
      footer={
        <>
          <Button variant="ghost" onClick={() => void copyText(command, 'command line')}>
            Copy as command
          </Button>
          <span className="grow" />
          <Button ref={close} onClick={onClose}>
            Close
          </Button>
          <SaveButton draft={draft} id={id} />
          <CopyButton draft={draft} />
        </>
      }
    >
      <div className={css['draft']}>
        <HeavyAnswer heavy={heavy} what="what the draft needs" lines={14}>
          {(answer) => (
            <>
              <Warnings draft={answer} />
              {answer.truncated && changes <= MOST && limit < changes && (
                <p>
                  <Button onClick={() => setLimit(MOST)}>Draft all {formatCount(changes)} changes</Button>
                </p>
              )}
              <Script sql={answer.sql} />
            </>
          )}
        </HeavyAnswer>
      </div>
    </Dialog>
  );
}

function Warnings({ draft }: { readonly draft: Reversal }): ReactNode {
  const { summary, warnings } = draftWarnings(draft);
  return (
    <section className={css['warnings']} aria-label="What the draft leaves out">
      <h3>{summary}</h3>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>
            <TriangleAlert size={13} aria-hidden="true" />
            <span>{warning}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Script({ sql }: { readonly sql: string }): ReactNode {
  const { lines, more } = shownLines(sql);
  return (
    <div className={css['script']} tabIndex={0} role="region" aria-label="The draft as SQL">
      <pre>
        {lines.map((line, at) => (
          <span key={at} className={line.startsWith('--') ? css['comment'] : undefined}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
      {more > 0 && (
        <p className={css['more']}>{formatCount(more)} more lines; copied and saved they are all there.</p>
      )}
    </div>
  );
}

function CopyButton({ draft }: { readonly draft: Reversal | undefined }): ReactNode {
  const tooLong = draft !== undefined && draft.sql.length > LARGEST_COPY;
  return (
    <Button
      variant="solid"
      disabled={draft === undefined || tooLong}
      title={tooLong ? 'Too long for the clipboard: save it' : undefined}
      onClick={() => {
        if (draft !== undefined) void copyText(draft.sql, 'draft reversal');
      }}
    >
      <Copy size={13} aria-hidden="true" />
      Copy SQL
    </Button>
  );
}

function SaveButton({ draft, id }: { readonly draft: Reversal | undefined; readonly id: string }): ReactNode {
  const tooLong = draft !== undefined && draft.sql.length > LARGEST_FILE;
  return (
    <Button
      disabled={draft === undefined || tooLong}
      title={tooLong ? 'Too long to be saved from here: the command line writes it' : undefined}
      onClick={() => {
        if (draft !== undefined) void save(draft.sql, id);
      }}
    >
      <Download size={13} aria-hidden="true" />
      Save as …
    </Button>
  );
}

async function save(text: string, id: string): Promise<void> {
  try {
    const saved = await call('reversal.save', { text, transaction_id: id });
    if (saved !== null) toast(`Saved: ${saved.path}`);
  } catch (error) {
    toast(`Not saved: ${asInvestigatorError(error).message}`);
  }
}
