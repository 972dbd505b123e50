import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import { cx } from '@renderer/lib/cx.ts';
import type { FieldView } from '@renderer/lib/fieldDiff.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { ChangeDiff, Emphasised, maskText } from '@renderer/ui/Diff.tsx';
import diffCss from '@renderer/ui/Diff.module.css';
import { JsonTree } from '@renderer/ui/JsonTree.tsx';
import { Absent, InstantLabel, Masked, OpMark } from '@renderer/ui/Marks.tsx';
import { RowKey } from '@renderer/ui/RowKey.tsx';
import { linesOf, type Line, type TableGroup } from './lines.ts';
import css from './ChangeLines.module.css';
import { useChangeKeys } from './useChangeKeys.ts';

const HEIGHTS = { group: 30, field: 24, detail: 240 };

/** Every change of the transaction by table, before and after side by side; a press opens one whole. */
export function ChangeLines({
  groups,
  zone,
}: {
  readonly groups: readonly TableGroup[];
  readonly zone: Zone;
}): ReactNode {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => linesOf(groups, closed, open), [groups, closed, open]);
  const body = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are called here and never handed on
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => body.current,
    estimateSize: (index) => HEIGHTS[lines[index]?.kind ?? 'field'],
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 16,
    useFlushSync: false,
  });
  const knots = useMemo(
    () => ({ first: lines.findIndex(isKnot), last: lines.findLastIndex(isKnot) }),
    [lines],
  );
  const toggleGroup = useCallback((table: string) => setClosed((before) => toggled(before, table)), []);
  const toggleChange = useCallback((id: string) => setOpen((before) => toggled(before, id)), []);
  useChangeKeys({ lines, body, scrollTo: virtual.scrollToIndex, onOpen: toggleChange });
  return (
    <>
      <div className={cx(css['cols'], css['thead'])} aria-hidden="true">
        <span />
        <span>Captured</span>
        <span />
        <span>Row</span>
        <span>Field</span>
        <span>Before</span>
        <span>After</span>
        <span />
      </div>
      <div
        ref={body}
        className={css['lines']}
        tabIndex={0}
        role="region"
        aria-label="Changes of this transaction"
      >
        <div className={css['canvas']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={css['line']}
                data-thread={threadAt(index, knots)}
                style={{ transform: `translateY(${start}px)` }}
              >
                <LineView line={line} zone={zone} onGroup={toggleGroup} onChange={toggleChange} />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

function isKnot(line: Line): boolean {
  return line.kind === 'field' && line.first;
}

/** The thread runs from the first change's knot to the last one's. */
function threadAt(
  index: number,
  { first, last }: { readonly first: number; readonly last: number },
): 'none' | 'begin' | 'through' | 'end' {
  if (first === last || index < first || index > last) return 'none';
  if (index === first) return 'begin';
  return index === last ? 'end' : 'through';
}

interface LineViewProps {
  readonly line: Line;
  readonly zone: Zone;
  readonly onGroup: (table: string) => void;
  readonly onChange: (id: string) => void;
}

function LineView({ line, zone, onGroup, onChange }: LineViewProps): ReactNode {
  switch (line.kind) {
    case 'group':
      return <GroupLine group={line.group} open={line.open} onToggle={() => onGroup(line.group.table)} />;
    case 'field':
      return <FieldLine line={line} zone={zone} onToggle={() => onChange(line.change.id)} />;
    case 'detail':
      return <DetailBlock change={line.change} />;
  }
}

function GroupLine({
  group,
  open,
  onToggle,
}: {
  readonly group: TableGroup;
  readonly open: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  return (
    <button type="button" className={css['group']} aria-expanded={open} onClick={onToggle}>
      <span>
        <span className="dim">{group.schema}.</span>
        <b>{group.name}</b>
      </span>
      {group.ops.map(([op, count]) => (
        <span key={op} className={css['ops']}>
          <OpMark op={op} /> {formatCount(count)}
        </span>
      ))}
      <span className={cx(css['names'], 'ell', 'grow')}>{group.fields.join(', ')}</span>
      {open ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
    </button>
  );
}

function FieldLine({
  line,
  zone,
  onToggle,
}: {
  readonly line: Extract<Line, { kind: 'field' }>;
  readonly zone: Zone;
  readonly onToggle: () => void;
}): ReactNode {
  const { change, field, first, open } = line;
  return (
    <button
      type="button"
      className={cx(css['cols'], css['field'], first && css['begins'], open && css['isOpen'])}
      aria-expanded={open}
      tabIndex={first ? 0 : -1}
      {...(first ? { 'data-change': change.id } : {})}
      onClick={onToggle}
    >
      <span className={cx(first && css['knot'])} />
      <span title={change.captured_at}>
        {first && <InstantLabel instant={change.captured_at} zone={zone} part="time" />}
      </span>
      <span>{first && <OpMark op={change.op} />}</span>
      <span>{first && <RowKey change={change} fallback={<Absent>no key</Absent>} />}</span>
      {field === null ? (
        <span className={css['words']}>{line.words}</span>
      ) : (
        <>
          <span className={css['val']} title={field.name}>
            {field.name}
          </span>
          <BeforeCell field={field} newRow={first} />
          <AfterCell field={field} />
        </>
      )}
      <span className={css['toggle']}>
        {first &&
          (open ? (
            <ChevronDown size={13} aria-hidden="true" />
          ) : (
            <ChevronRight size={13} aria-hidden="true" />
          ))}
      </span>
    </button>
  );
}

function BeforeCell({
  field,
  newRow,
}: {
  readonly field: FieldView;
  /** On the first field of a row that was inserted: says so. */
  readonly newRow: boolean;
}): ReactNode {
  switch (field.kind) {
    case 'changed':
      return (
        <span className={cx(css['val'], css['minus'])} title={field.before}>
          <span className={css['sign']} aria-hidden="true">
            −
          </span>
          <Emphasised value={field.before} against={field.after} />
        </span>
      );
    case 'masked':
      return (
        <span>
          <Masked text={maskText(field.after)} />
        </span>
      );
    case 'omitted':
      return (
        <span>
          <Absent>omitted</Absent>
        </span>
      );
    case 'no_prior':
      return (
        <span>
          <Absent>no prior value recorded</Absent>
        </span>
      );
    case 'set':
      return <span>{newRow && <Absent>new row</Absent>}</span>;
  }
}

function AfterCell({ field }: { readonly field: FieldView }): ReactNode {
  if (field.kind === 'masked')
    return (
      <span>
        <Masked text={maskText(field.after)} /> <span className="dim">changed; neither value kept</span>
      </span>
    );
  return (
    <span className={cx(css['val'], css['plus'])} title={field.after}>
      <span className={css['sign']} aria-hidden="true">
        +
      </span>
      <Emphasised value={field.after} against={field.kind === 'changed' ? field.before : undefined} />
    </span>
  );
}

function DetailBlock({ change }: { readonly change: AuditChange }): ReactNode {
  return (
    <div className={css['detail']}>
      <div>
        <h2>
          What changed <CopyButton text={change.id} what="change id" />
        </h2>
        <ChangeDiff change={change} />
      </div>
      <div>
        <h2>
          The row after it
          {change.data_after !== null && <CopyButton text={change.data_after} what="image" />}
        </h2>
        {change.data_after === null ? (
          <p className={diffCss['note']}>A delete keeps no image.</p>
        ) : (
          <div className={css['image']}>
            <JsonTree text={change.data_after} open={2} />
          </div>
        )}
      </div>
    </div>
  );
}

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
