import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { DamageEntry } from '@shared/domain/damage.ts';
import { cx } from '@renderer/lib/cx.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import css from './ChangeLines.module.css';
import { DetailBlock } from './DetailBlock.tsx';
import type { EarlierImages } from './earlier.ts';
import { fatesOf, fieldKey, kindOf, type FateKind, type Fates } from './fates.ts';
import { FieldLine } from './FieldLine.tsx';
import { GroupLine } from './GroupLine.tsx';
import { linesOf, type Keep, type Line, type TableGroup } from './lines.ts';
import { useChangeKeys } from './useChangeKeys.ts';
import type { Afterwards } from './useFacts.ts';
import { useLines, VirtualLines } from './VirtualLines.tsx';

const HEIGHTS = { group: 30, field: 24, detail: 240 };
const COLUMNS = ['Operation', 'Row', 'Field', 'Before', 'After', 'Afterwards'];

interface ChangeLinesProps {
  readonly groups: readonly TableGroup[];
  readonly zone: Zone;
  readonly afterwards: Afterwards;
  /** Only what came to this. */
  readonly only: FateKind | undefined;
  /** Only this field. */
  readonly field: string | undefined;
  readonly earlier: EarlierImages | null;
}

/** Every change of the transaction by table, before and after side by side; a press opens one whole. */
export function ChangeLines({ groups, zone, afterwards, only, field, earlier }: ChangeLinesProps): ReactNode {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { damage } = afterwards;
  const fates = useMemo(() => (damage === null ? null : fatesOf(damage)), [damage]);
  const keep = useMemo(() => keepOf(fates, only, field), [fates, only, field]);
  const lines = useMemo(() => linesOf(groups, closed, open, keep), [groups, closed, open, keep]);
  const { body, virtual } = useLines({
    lines,
    keyOf: ({ key }) => key,
    heightOf: ({ kind }) => HEIGHTS[kind],
  });
  const knots = useMemo(
    () => ({ first: lines.findIndex(isKnot), last: lines.findLastIndex(isKnot) }),
    [lines],
  );
  const toggleGroup = useCallback((table: string) => setClosed((before) => toggled(before, table)), []);
  const toggleChange = useCallback((id: string) => setOpen((before) => toggled(before, id)), []);
  useChangeKeys({ lines, body, scrollTo: virtual.scrollToIndex, onOpen: toggleChange });
  return (
    <div className={css['frame']}>
      <div className={cx(css['cols'], css['thead'])} aria-hidden="true">
        <span />
        <span />
        <span>Row</span>
        <span>Field</span>
        <span>Before</span>
        <span>After</span>
        <span>Afterwards</span>
        <span />
      </div>
      <VirtualLines
        body={body}
        virtual={virtual}
        lines={lines}
        label="Changes by table"
        region="Changes of this transaction"
        columns={COLUMNS}
        threadAt={(index) => threadAt(index, knots)}
      >
        {(line) => {
          switch (line.kind) {
            case 'group':
              return (
                <GroupLine
                  group={line.group}
                  open={line.open}
                  listed={line.listed}
                  zone={zone}
                  onToggle={() => toggleGroup(line.group.table)}
                />
              );
            case 'field':
              return (
                <FieldLine
                  line={line}
                  zone={zone}
                  fates={fates}
                  state={afterwards.state}
                  earlier={earlier}
                  onToggle={() => toggleChange(line.change.id)}
                />
              );
            case 'detail':
              return <DetailBlock change={line.change} fates={fates} zone={zone} />;
          }
        }}
      </VirtualLines>
    </div>
  );
}

/** Undefined keeps all, as long as what came afterwards is not known, too. */
function keepOf(
  fates: Fates | null,
  only: FateKind | undefined,
  field: string | undefined,
): Keep | undefined {
  if (fates === null || (only === undefined && field === undefined)) return undefined;
  const isKept = (entry: DamageEntry): boolean =>
    (only === undefined || kindOf(entry) === only) &&
    (field === undefined || fieldKey(entry, entry.field) === field);
  return (change, name) => {
    if (name === null) return fates.ofChange(change).some(isKept);
    const fate = fates.of(change, name);
    return fate.kind === 'entry' && isKept(fate.entry);
  };
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

function toggled(set: ReadonlySet<string>, item: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
