import { useMemo, type ReactNode } from 'react';
import type { Correlation } from '@shared/domain/correlation.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Panel } from '@renderer/ui/Screen.tsx';
import { Empty } from '@renderer/ui/States.tsx';
import { Axis } from './Axis.tsx';
import { Chapters } from './Chapters.tsx';
import css from './Correlation.module.css';
import { storyOf } from './story.ts';

interface CorrelationPanelsProps {
  readonly source: OpenSource;
  readonly found: Correlation;
  readonly zone: Zone;
}

/** The correlation in numbers, on one axis of time, and told action by action. */
export function CorrelationPanels({ source, found, zone }: CorrelationPanelsProps): ReactNode {
  const story = useMemo(() => storyOf(found), [found]);
  const { oldest } = useCapability(source).window;
  if (found.actions.length === 0)
    return (
      <Empty
        title="No action carries this correlation id"
        reasons={[
          {
            name: 'Exact',
            text: 'It is compared letter by letter; only white space around it was removed. Stored values with spaces around them never match.',
          },
          {
            name: 'Strict',
            text: 'Only actions carry a correlation. A transaction whose action was deleted, or that none was linked to, is not found by it.',
          },
          {
            name: 'Deleted by retention',
            text:
              oldest === null
                ? 'The trail is empty.'
                : `Oldest row still here: ${formatInstant(oldest, zone)}. Older changes may have been deleted by the host.`,
          },
        ]}
      >
        Searched all actions for <span className="mono">{found.correlation_id}</span>.
      </Empty>
    );
  const cut = cutWords(found);
  return (
    <>
      <Panel title="What it joins" second={cut ?? 'all of it, one snapshot'}>
        <Facts found={found} />
        <Axis story={story} zone={zone} />
      </Panel>
      <Panel title="As it happened" second="oldest first; actors set by the application (unverified)">
        <Chapters story={story} zone={zone} />
      </Panel>
    </>
  );
}

function Facts({ found }: { readonly found: Correlation }): ReactNode {
  const { actions, transactions, changes, actions_without_transactions: unlinked } = found;
  const failed = actions.filter(({ status }) => status === 'error').length;
  return (
    <dl className={css['facts']}>
      <div>
        <dt>Actions</dt>
        <dd>
          {formatCount(actions.length)}
          {failed > 0 && <span className={css['bad']}> {formatCount(failed)} failed</span>}
        </dd>
      </div>
      <div>
        <dt>Without a captured transaction</dt>
        <dd>{formatCount(unlinked.length)}</dd>
      </div>
      <div>
        <dt>Transactions</dt>
        <dd>{formatCount(transactions.length)}</dd>
      </div>
      <div>
        <dt>Changes</dt>
        <dd>{formatCount(changes.length)}</dd>
      </div>
    </dl>
  );
}

function cutWords({ actions, transactions, changes, truncated }: Correlation): string | null {
  const cut = [
    truncated.actions ? plural(actions.length, 'newest action') : null,
    truncated.transactions ? plural(transactions.length, 'newest transaction') : null,
    truncated.changes ? plural(changes.length, 'newest change') : null,
  ].filter((text) => text !== null);
  return cut.length === 0 ? null : `only the ${cut.join(', ')}; there are more, the timeline has all changes`;
}
