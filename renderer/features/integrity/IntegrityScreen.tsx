import { useNavigate, useSearch } from '@tanstack/react-router';
import { FileText, ListChecks, SquareTerminal } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { FindingCode } from '@shared/domain/integrity.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { TimeWindow } from '@renderer/features/timeline/TimeWindow.tsx';
import { useCapability } from '@renderer/lib/capability.ts';
import { tableText } from '@renderer/lib/change.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, integrityCommand } from '@renderer/lib/commandLine.ts';
import { readFilters } from '@renderer/lib/filterSearch.ts';
import { KeyOrdersContext, keyOrders } from '@renderer/lib/rowKey.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Badge } from '@renderer/ui/Marks.tsx';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { Screen, ScreenHead, Scroll } from '@renderer/ui/Screen.tsx';
import { IntegrityBody } from './IntegrityBody.tsx';
import { integrityMarkdown } from './markdown.ts';
import { questionOf, type IntegritySearch } from './search.ts';
import { TableChoice } from './TableChoice.tsx';
import { useIntegrityCommands } from './useIntegrityCommands.tsx';
import { useRun, type Checked } from './useRun.ts';
import { readText, verdictOf } from './words.ts';

/** What the database itself tells about its audit trail, over a window and on demand. */
export function IntegrityScreen(): ReactNode {
  return <OnSource what="The integrity of a trail">{(source) => <IntegrityOf source={source} />}</OnSource>;
}

function IntegrityOf({ source }: { readonly source: OpenSource }): ReactNode {
  const zone = useZone();
  const search = useSearch({ from: '/integrity' });
  const navigate = useNavigate({ from: '/integrity' });
  const capability = useCapability(source);
  const { triggers } = capability;
  const [choosing, setChoosing] = useState(false);
  const { from, to, table, code } = search;
  const asked = useMemo(() => questionOf({ from, to, table }), [from, to, table]);
  const reading = useMemo(() => readFilters(asked), [asked]);
  const question = reading.ok ? reading.filters : asked;
  const state = useRun(source.source, question);
  const { checked, running, run, stop } = state;
  const set = useCallback(
    (change: Partial<IntegritySearch>) => void navigate({ search: (before) => ({ ...before, ...change }) }),
    [navigate],
  );
  const onCode = useCallback((next: FindingCode | null) => set({ code: next ?? undefined }), [set]);
  const start = useCallback(() => {
    if (reading.ok) run();
  }, [reading.ok, run]);
  const command = integrityCommand(question, connectionOptions(source));
  const copyCommand = useCallback(() => void copyText(command, 'command line'), [command]);
  const copyMarkdown = useMemo(() => {
    if (checked === null) return null;
    const listed = checked.integrity.findings.filter((one) => code === undefined || one.code === code);
    const context = { source: source.name, command, zone };
    return () => void copyText(integrityMarkdown(checked, listed, context), 'findings');
  }, [checked, code, source.name, command, zone]);
  const chooseWindow = useCallback(() => setChoosing(true), []);
  useIntegrityCommands({ running, run: start, stop, copyCommand, copyMarkdown, chooseWindow });
  useStatus(
    checked === null
      ? null
      : `${verdictOf(checked.integrity).title} · ${readText(checked.integrity)}, checked at ${formatClock(checked.begun, zone)}`,
  );
  const orders = useMemo(() => keyOrders(triggers), [triggers]);
  const tables = useMemo(() => [...new Set(triggers.map(tableText))].toSorted(), [triggers]);
  return (
    <KeyOrdersContext value={orders}>
      <Screen>
        <ScreenHead title="Integrity" marks={<HeadMarks checked={checked} running={running} />}>
          <TableChoice table={table ?? null} tables={tables} onChange={(next) => set({ table: next })} />
          <TimeWindow
            filters={question}
            zone={zone}
            held={capability.window}
            open={choosing}
            onOpenChange={setChoosing}
            onChange={(start, end) => set({ from: start, to: end })}
          />
          <Button variant="ghost" shortcut="c" onClick={copyCommand}>
            <SquareTerminal size={13} strokeWidth={1.5} aria-hidden="true" />
            Copy as command
          </Button>
          {copyMarkdown !== null && (
            <Button variant="ghost" shortcut="m" onClick={copyMarkdown}>
              <FileText size={13} strokeWidth={1.5} aria-hidden="true" />
              Copy findings
            </Button>
          )}
          <Button
            variant={checked === null ? 'solid' : 'plain'}
            shortcut="r"
            disabled={running || !reading.ok}
            onClick={start}
          >
            <ListChecks size={13} strokeWidth={1.5} aria-hidden="true" />
            {checked === null ? 'Check this window' : 'Check again'}
          </Button>
        </ScreenHead>
        <Scroll>
          <IntegrityBody
            state={state}
            problems={reading.ok ? [] : reading.problems}
            capability={capability}
            name={JSON.stringify([source.source, question, code])}
            table={table ?? null}
            code={code ?? null}
            zone={zone}
            onCode={onCode}
          />
        </Scroll>
      </Screen>
    </KeyOrdersContext>
  );
}

function HeadMarks({
  checked,
  running,
}: {
  readonly checked: Checked | null;
  readonly running: boolean;
}): ReactNode {
  if (running) return <Badge tone="plain">checking</Badge>;
  if (checked === null) return <Badge tone="plain">not checked</Badge>;
  const { kind, title, untold } = verdictOf(checked.integrity);
  return (
    <>
      <Badge tone={kind === 'unexplained' ? 'warn' : 'plain'}>
        {kind === 'unexplained' ? title : title.toLowerCase()}
      </Badge>
      {untold !== null && <Badge tone="plain">{untold}</Badge>}
    </>
  );
}
