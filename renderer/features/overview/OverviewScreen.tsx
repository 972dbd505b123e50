import { useNavigate, useSearch } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useCommands } from '@renderer/lib/commands.ts';
import { plural } from '@renderer/lib/format.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { IconButton, Segmented } from '@renderer/ui/Button.tsx';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { Panel, Screen, ScreenHead, Scroll } from '@renderer/ui/Screen.tsx';
import { OverviewPanels } from './OverviewPanels.tsx';
import { countedIn } from './words.ts';

const DAYS = ['7', '30', '90', '300'] as const;
const DEFAULT_DAYS = 30;

/** The state of the trail of the connection in front, at a glance. */
export function OverviewScreen(): ReactNode {
  return <OnSource what="An overview">{(source) => <OverviewOf source={source} />}</OnSource>;
}

function OverviewOf({ source }: { readonly source: OpenSource }): ReactNode {
  const zone = useZone();
  const navigate = useNavigate({ from: '/overview' });
  const { days = DEFAULT_DAYS } = useSearch({ from: '/overview' });
  const query = useAnswer(
    'summaries.overview',
    { source: source.source, days, integrity: false },
    { keep: true },
  );
  const { data, refetch } = query;
  const refresh = useCallback(() => void refetch(), [refetch]);
  useCommands(
    useMemo(
      () => [
        {
          id: 'refresh-overview',
          title: 'Read the overview again',
          group: 'Question',
          keys: 'r',
          icon: <RefreshCw size={14} />,
          run: refresh,
        },
      ],
      [refresh],
    ),
  );
  useStatus(
    data === undefined
      ? null
      : `${plural(countedIn(data), 'change')} in ${plural(data.period.days, 'day')}, counted at ${formatClock(data.read_at, zone)}`,
  );
  return (
    <Screen>
      <ScreenHead title={source.name}>
        <Segmented
          label="Days counted"
          value={DAYS.find((one) => Number(one) === days) ?? null}
          options={DAYS.map((value) => ({ value, label: `${value} days` }))}
          onChange={(value) => void navigate({ search: { days: Number(value) }, replace: true })}
        />
        <IconButton label="Read again" shortcut="r" framed onClick={refresh}>
          <RefreshCw size={14} strokeWidth={1.5} />
        </IconButton>
      </ScreenHead>
      <Scroll>
        {data === undefined ? (
          <Panel title="What is still held">
            <Answer query={query} what="the overview" lines={14}>
              {() => null}
            </Answer>
          </Panel>
        ) : (
          <OverviewPanels source={source} overview={data} zone={zone} />
        )}
      </Scroll>
    </Screen>
  );
}
