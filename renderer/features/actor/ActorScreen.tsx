import { useNavigate, useSearch } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { GitCommitVertical, SquareTerminal } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { TimeWindow } from '@renderer/features/timeline/TimeWindow.tsx';
import { useCapability } from '@renderer/lib/capability.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { actorCommand, connectionOptions } from '@renderer/lib/commandLine.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { plural } from '@renderer/lib/format.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { Screen, ScreenHead, Scroll } from '@renderer/ui/Screen.tsx';
import { Empty } from '@renderer/ui/States.tsx';
import { ActorPanels } from './ActorPanels.tsx';
import { BaselinePanel } from './BaselinePanel.tsx';
import { BurstsPanel } from './BurstsPanel.tsx';
import { LanesPanel } from './LanesPanel.tsx';
import { filtersOf, type ActorQuestion } from './question.ts';

/** One actor of the connection in front: when, where and how, and what is unusual for this very actor. */
export function ActorScreen(): ReactNode {
  return (
    <OnSource what="An actor">
      {(source) =>
        source.capability.has_actor ? (
          <ActorOf source={source} />
        ) : (
          <Empty
            title="This database records no actors"
            actions={
              <Link to="/timeline" className="lk">
                Go to the timeline
              </Link>
            }
          >
            audit_transactions has no column actor_ref here. That is not the same as nobody having written.
          </Empty>
        )
      }
    </OnSource>
  );
}

function ActorOf({ source }: { readonly source: OpenSource }): ReactNode {
  const zone = useZone();
  const search = useSearch({ from: '/actor' });
  const navigate = useNavigate({ from: '/actor' });
  const { window: held } = useCapability(source);
  const [choosing, setChoosing] = useState(false);
  const { actor = null, from, to } = search;
  const question: ActorQuestion = useMemo(
    () => ({ source: source.source, actor, from: from ?? null, to: to ?? null }),
    [source.source, actor, from, to],
  );
  const summary = useAnswer('actors.summary', question, { keep: true });
  const choose = useCallback(
    (start: string | undefined, end: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, from: start, to: end }) }),
    [navigate],
  );
  const copyCommand = useCallback(
    () => void copyText(actorCommand(actor, { from, to }, connectionOptions(source)), 'command line'),
    [actor, from, to, source],
  );
  const filters = useMemo(() => filtersOf(question), [question]);
  const toTimeline = useCallback(
    () => void navigate({ to: '/timeline', search: filters }),
    [navigate, filters],
  );
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'actor-timeline',
          title: 'These changes in the timeline',
          group: 'Question',
          keys: 't',
          icon: <GitCommitVertical size={14} />,
          run: toTimeline,
        },
        {
          id: 'copy-actor',
          title: 'Copy this actor as a command line',
          group: 'Question',
          keys: 'c',
          icon: <SquareTerminal size={14} />,
          run: copyCommand,
        },
      ],
      [toTimeline, copyCommand],
    ),
  );
  const { data } = summary;
  useStatus(
    data === undefined
      ? null
      : `${plural(data.transactions, 'transaction')}, ${plural(data.changes, 'change')}, counted`,
  );
  return (
    <Screen>
      <ScreenHead
        crumbs={
          <>
            <span>Actor</span>
            <span className="dim">set by the application (unverified)</span>
          </>
        }
        title={actor ?? 'Actor not recorded'}
        marks={actor !== null && <CopyButton text={actor} what="actor" />}
      >
        <TimeWindow
          filters={filters}
          zone={zone}
          held={held}
          open={choosing}
          onOpenChange={setChoosing}
          onChange={choose}
        />
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
        <ActorPanels source={source} query={summary} question={question} zone={zone} />
        <BaselinePanel question={question} />
        <LanesPanel question={question} zone={zone} onChoose={choose} />
        <BurstsPanel question={question} zone={zone} onChoose={choose} />
      </Scroll>
    </Screen>
  );
}
