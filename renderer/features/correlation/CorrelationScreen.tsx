import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { GitCommitVertical, SquareTerminal } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, correlationCommand } from '@renderer/lib/commandLine.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { plural } from '@renderer/lib/format.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { Panel, Screen, ScreenHead, Scroll } from '@renderer/ui/Screen.tsx';
import { Empty } from '@renderer/ui/States.tsx';
import css from './Correlation.module.css';
import { CorrelationPanels } from './CorrelationPanels.tsx';

/** Each list at most; what was cut is said. */
const LIMIT = 5_000;

/** What one correlation id joins, as it happened. */
export function CorrelationScreen(): ReactNode {
  const { correlation_id: id } = useSearch({ from: '/correlation' });
  return (
    <OnSource what="A correlation">
      {(source) => {
        if (id === undefined)
          return (
            <Empty title="No correlation id is named" actions={<TimelineLink />}>
              Paste one into the palette, or follow one from a transaction.
            </Empty>
          );
        if (!source.capability.has_actions)
          return (
            <Empty title="Actions are not installed in this database" actions={<TimelineLink />}>
              There is no table audit_actions that this role may read, so nothing carries a correlation id.
              That is not the same as nothing having happened.
            </Empty>
          );
        return <CorrelationOf key={id} source={source} id={id} />;
      }}
    </OnSource>
  );
}

function CorrelationOf({ source, id }: { readonly source: OpenSource; readonly id: string }): ReactNode {
  const zone = useZone();
  const navigate = useNavigate({ from: '/correlation' });
  const query = useAnswer('correlations.get', { source: source.source, correlation_id: id, limit: LIMIT });
  const toTimeline = useCallback(
    () => void navigate({ to: '/timeline', search: { correlation_id: [id.trim()] } }),
    [navigate, id],
  );
  const copyCommand = useCallback(
    () => void copyText(correlationCommand(id.trim(), connectionOptions(source)), 'command line'),
    [id, source],
  );
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'correlation-timeline',
          title: 'These changes in the timeline',
          group: 'Question',
          keys: 't',
          icon: <GitCommitVertical size={14} />,
          run: toTimeline,
        },
        {
          id: 'copy-correlation',
          title: 'Copy this correlation as a command line',
          group: 'Question',
          keys: 'c',
          icon: <SquareTerminal size={14} />,
          run: copyCommand,
        },
      ],
      [toTimeline, copyCommand],
    ),
  );
  const { data } = query;
  useStatus(
    data === undefined
      ? null
      : `${plural(data.actions.length, 'action')}, ${plural(data.transactions.length, 'transaction')}, ${plural(data.changes.length, 'change')} · one snapshot`,
  );
  return (
    <Screen>
      <ScreenHead
        crumbs={
          <>
            <span>Correlation</span>
            <span className="dim">strict: only transactions linked to an action that carries it</span>
          </>
        }
        title={<span className={css['id']}>{id.trim()}</span>}
        marks={<CopyButton text={id.trim()} what="correlation id" />}
      >
        <Button variant="ghost" shortcut="c" onClick={copyCommand}>
          <SquareTerminal size={13} strokeWidth={1.5} aria-hidden="true" />
          Copy as command
        </Button>
        <Button shortcut="t" onClick={toTimeline}>
          <GitCommitVertical size={13} strokeWidth={1.5} aria-hidden="true" />
          In the timeline
        </Button>
      </ScreenHead>
      <Scroll>
        {data === undefined ? (
          <Panel title="What it joins">
            <Answer query={query} what="what this correlation joins" lines={10}>
              {() => null}
            </Answer>
          </Panel>
        ) : (
          <CorrelationPanels source={source} found={data} zone={zone} />
        )}
      </Scroll>
    </Screen>
  );
}

function TimelineLink(): ReactNode {
  return (
    <Link to="/timeline" className="lk">
      Go to the timeline
    </Link>
  );
}
