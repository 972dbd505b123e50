import { Tabs } from '@base-ui/react/tabs';
import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { FindingCode } from '@shared/domain/integrity.ts';
import { prettyJson, rawDocument, tableText } from '@renderer/lib/change.ts';
import { changeView } from '@renderer/lib/fieldDiff.ts';
import { isResolved } from '@renderer/lib/rowKey.ts';
import { ago, now, type Zone } from '@renderer/lib/zone.ts';
import buttonCss from '@renderer/ui/Button.module.css';
import { Button, IconButton, Kbd } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { ChangeDiff } from '@renderer/ui/Diff.tsx';
import diffCss from '@renderer/ui/Diff.module.css';
import { JsonTree } from '@renderer/ui/JsonTree.tsx';
import { InstantLabel, OpMark } from '@renderer/ui/Marks.tsx';
import { copyText } from '@renderer/lib/clipboard.ts';
import { RowLink } from '@renderer/ui/links.tsx';
import { AroundPanel, type OnAround } from './AroundPanel.tsx';
import { changeText } from './changeText.ts';
import css from './DetailPane.module.css';
import { Facts } from './Facts.tsx';
import { FindingsPart } from './marks/FindingsPart.tsx';
import type { OnPivot } from './Rows.tsx';

interface DetailPaneProps {
  readonly source: string;
  readonly entry: TimelineEntry;
  /** What was found of it. */
  readonly marks: readonly FindingCode[] | undefined;
  readonly zone: Zone;
  readonly width: number;
  readonly onPivot: OnPivot;
  readonly onAround: OnAround;
  readonly onStep: (step: number) => void;
  readonly onClose: () => void;
}

/** One change, whole: when, which row, who set what, and every field. */
export function DetailPane(props: DetailPaneProps): ReactNode {
  const { source, entry, marks, zone, width, onPivot, onAround, onStep, onClose } = props;
  const { audit_change: change, transaction } = entry;
  return (
    <aside className={css['pane']} style={{ width }} aria-label="Selected change">
      <header className={css['head']}>
        <h2 className="sr">Selected change</h2>
        <div className={css['row']}>
          <OpMark op={change.op} />
          <span className={`${css['name'] ?? ''} ell`} title={tableText(change)}>
            <span className="dim">{change.table_schema}.</span>
            <b>{change.table_name}</b> {isResolved(change.table_pk) && <RowLink row={change} />}
          </span>
          <span className={css['actions']}>
            <IconButton label="Newer change" shortcut="k" onClick={() => onStep(-1)}>
              <ChevronUp size={14} strokeWidth={1.5} />
            </IconButton>
            <IconButton label="Older change" shortcut="j" onClick={() => onStep(1)}>
              <ChevronDown size={14} strokeWidth={1.5} />
            </IconButton>
            <IconButton label="Close" shortcut="Esc" onClick={onClose}>
              <X size={14} strokeWidth={1.5} />
            </IconButton>
          </span>
        </div>
        <div className={css['when']}>
          <InstantLabel instant={change.captured_at} zone={zone} />
          <CopyButton text={change.captured_at} what="instant" />
          <span className={css['ago']}>{ago(change.captured_at, now())}</span>
        </div>
      </header>
      <div className={css['scroll']}>
        {marks !== undefined && (
          <FindingsPart key={change.id} source={source} change={change} codes={marks} zone={zone} />
        )}
        <Facts entry={entry} zone={zone} onPivot={onPivot} />
        <ChangeTabs key={change.id} source={source} entry={entry} zone={zone} onAround={onAround} />
      </div>
      <footer className={css['foot']}>
        <Link to="/transaction/$id" params={{ id: transaction.id }} className={buttonCss['btn']}>
          Open the transaction
          <Kbd>↵</Kbd>
        </Link>
        <Button onClick={() => void copyText(changeText(entry), 'change')}>Copy as text</Button>
      </footer>
    </aside>
  );
}

function ChangeTabs({
  source,
  entry,
  zone,
  onAround,
}: Pick<DetailPaneProps, 'source' | 'entry' | 'zone' | 'onAround'>): ReactNode {
  const { audit_change: change } = entry;
  const fields = changeView(change).fields.length;
  const raw = prettyJson(rawDocument(entry));
  return (
    <Tabs.Root defaultValue="fields">
      <Tabs.List className={css['tabs']}>
        <Tabs.Tab value="fields" className={css['tab']}>
          Fields<span>{fields}</span>
        </Tabs.Tab>
        <Tabs.Tab value="image" className={css['tab']}>
          Image
        </Tabs.Tab>
        <Tabs.Tab value="around" className={css['tab']}>
          Around
        </Tabs.Tab>
        <Tabs.Tab value="raw" className={css['tab']}>
          Raw
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="fields" className={css['panel']}>
        <ChangeDiff change={change} />
      </Tabs.Panel>
      <Tabs.Panel value="image" className={css['panel']}>
        {change.data_after === null ? (
          <p className={diffCss['note']}>
            A delete keeps no image. What the row held is in its last captured image, an earlier change of
            this row.
          </p>
        ) : (
          <div className={css['image']}>
            <JsonTree text={change.data_after} open={2} />
          </div>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="around" className={css['panel']}>
        <AroundPanel source={source} entry={entry} zone={zone} onAround={onAround} />
      </Tabs.Panel>
      <Tabs.Panel value="raw" className={css['panel']}>
        <div className={css['raw']}>
          <div className={css['rawHead']}>
            every column as stored
            <CopyButton text={raw} what="JSON" />
          </div>
          <pre>{raw}</pre>
        </div>
      </Tabs.Panel>
    </Tabs.Root>
  );
}
