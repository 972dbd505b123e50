import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, Pause, Play, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ledgerOutcomes } from '@shared/domain/ledger.ts';
import { capital, plural } from '@renderer/lib/format.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useStatus } from '@renderer/lib/useStatus.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button, IconButton, Segmented } from '@renderer/ui/Button.tsx';
import { Panel, Screen, ScreenHead, Scroll } from '@renderer/ui/Screen.tsx';
import { Stale } from '@renderer/ui/States.tsx';
import { ChainPanel } from './ChainPanel.tsx';
import css from './Ledger.module.css';
import { NoQuestion } from './NoQuestion.tsx';
import { Questions } from './Questions.tsx';
import { SourceChoice } from './SourceChoice.tsx';
import { readLedgerAgain, useLedgerPages, useLedgerReport } from './useLedger.ts';
import { exportLedger, switchRecording, useLedgerCommands } from './useLedgerCommands.tsx';

/** Every question asked of a database from here. */
export function LedgerScreen(): ReactNode {
  const zone = useZone();
  const search = useSearch({ from: '/ledger' });
  const navigate = useNavigate({ from: '/ledger' });
  const pages = useLedgerPages(search);
  const report = useLedgerReport();
  const recording = report.data?.recording ?? true;
  useLedgerCommands(recording);
  useStatus(
    report.data === undefined
      ? null
      : `${plural(report.data.questions, 'question')} recorded, counted at ${formatClock(report.data.checked_at, zone)}`,
  );
  const rows = pages.data?.pages.flatMap(({ entries }) => entries) ?? [];
  const more = pages.hasNextPage ? ', and older ones' : '';
  return (
    <Screen>
      <ScreenHead title="Ledger">
        <SourceChoice
          chosen={search.asked_of ?? null}
          sources={report.data?.sources ?? []}
          onChange={(asked_of) =>
            void navigate({ search: (before) => ({ ...before, asked_of }), replace: true })
          }
        />
        <Segmented
          label="Ended"
          value={search.outcome ?? 'all'}
          options={(['all', ...ledgerOutcomes] as const).map((value) => ({ value, label: capital(value) }))}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, outcome: value === 'all' ? undefined : value }),
              replace: true,
            })
          }
        />
        <Button variant="ghost" onClick={() => void switchRecording(!recording)}>
          {recording ? <Pause size={13} aria-hidden="true" /> : <Play size={13} aria-hidden="true" />}
          {recording ? 'Pause recording' : 'Resume recording'}
        </Button>
        <Button shortcut="e" onClick={() => void exportLedger()}>
          <Download size={13} strokeWidth={1.5} aria-hidden="true" />
          Export
        </Button>
        <IconButton label="Read and check again" shortcut="r" framed onClick={readLedgerAgain}>
          <RefreshCw size={14} strokeWidth={1.5} />
        </IconButton>
      </ScreenHead>
      <Scroll>
        {!recording && (
          <Stale onRetry={() => void switchRecording(true)} retryLabel="Resume recording">
            Recording is paused: questions asked now, here or on the command line, leave no entry.
          </Stale>
        )}
        {report.data === undefined ? (
          <Panel title="The chain">
            <Answer query={report} what="the whole ledger" lines={3}>
              {() => null}
            </Answer>
          </Panel>
        ) : (
          <ChainPanel report={report.data} zone={zone} />
        )}
        <Panel
          title="Questions"
          second={pages.data === undefined ? undefined : `newest first: ${rows.length}${more}`}
        >
          <Answer query={pages} what="what was asked" lines={12}>
            {() =>
              rows.length === 0 ? (
                <NoQuestion search={search} />
              ) : (
                <>
                  <Questions rows={rows} zone={zone} />
                  {pages.hasNextPage && (
                    <p className={css['more']}>
                      <Button disabled={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                        Show older
                      </Button>
                    </p>
                  )}
                </>
              )
            }
          </Answer>
        </Panel>
      </Scroll>
    </Screen>
  );
}
