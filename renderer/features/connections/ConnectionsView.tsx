import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Profile } from '@shared/domain/profile.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { useCommands } from '@renderer/lib/commands.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { addSource, closeSource, useSources } from '@renderer/lib/sources.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { ErrorPanel, Skeleton, Stale } from '@renderer/ui/States.tsx';
import { toast } from '@renderer/ui/Toast.tsx';
import { AddCard, DemoCard, ProfileCard } from './Cards.tsx';
import css from './Connections.module.css';
import { openDemo } from './demo.ts';
import { OpenDialog } from './OpenDialog.tsx';
import { ProfileDialog } from './ProfileDialog.tsx';
import { removeProfile, useProfiles } from './profiles.ts';

type Dialogs =
  | { readonly name: 'edit'; readonly profile: Profile | null }
  | { readonly name: 'open'; readonly profile: Profile; readonly password: string | null }
  | { readonly name: 'remove'; readonly profile: Profile }
  | null;

let demoWasOffered = false;

/** The first screen: where to look. */
export function ConnectionsView(): ReactNode {
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialogs>(null);
  const profiles = useProfiles();
  const sources = useSources() ?? [];
  const go = (source: OpenSource): void =>
    void navigate({ to: '/timeline', search: { connection: source.source } });
  const goIfStillHere = (source: OpenSource | null): void => {
    if (source !== null && window.location.hash.startsWith('#/connections')) go(source);
  };
  useDemoOnStart(goIfStillHere);
  useScreen(() => setDialog({ name: 'edit', profile: null }));
  const close = (source: OpenSource): void =>
    void closeSource(source.source).catch((error: unknown) => toast(asInvestigatorError(error).message));
  const list = profiles.data?.profiles ?? [];
  const demo = sources.find((source) => source.kind === 'demo') ?? null;
  return (
    <div className={css['page']}>
      <div className={css['inner']}>
        <header className={css['head']}>
          <div className="grow">
            <h1>Connections</h1>
            <p>Whatever is opened here is only read. Nothing on this desk writes to a database.</p>
          </div>
          <Button large shortcut="n" onClick={() => setDialog({ name: 'edit', profile: null })}>
            <Plus size={14} strokeWidth={1.5} aria-hidden="true" />
            Add a connection
          </Button>
        </header>
        {profiles.data?.damaged_kept_at != null && (
          <div className={css['notice']}>
            <Stale>
              The file of saved connections could not be read. It was kept aside at{' '}
              <span className="mono">{profiles.data.damaged_kept_at}</span>, and a new list was begun.
            </Stale>
          </div>
        )}
        {profiles.error !== null && (
          <div className={css['notice']}>
            <ErrorPanel
              error={asInvestigatorError(profiles.error)}
              title="The saved connections could not be read"
              onRetry={() => void profiles.refetch()}
            />
          </div>
        )}
        <div className={css['grid']}>
          {list.map((profile) => (
            <ProfileCard
              key={profile.id}
              profile={profile}
              open={sources.find((source) => source.profile_id === profile.id) ?? null}
              onOpen={() => setDialog({ name: 'open', profile, password: null })}
              onGo={go}
              onClose={close}
              onEdit={() => setDialog({ name: 'edit', profile })}
              onRemove={() => setDialog({ name: 'remove', profile })}
            />
          ))}
          {profiles.isPending && (
            <div className={css['card']} aria-hidden="true">
              <Skeleton width="46%" />
            </div>
          )}
          <DemoCard
            open={demo}
            prominent={list.length === 0}
            onOpen={() => void openDemo().then(goIfStillHere)}
            onGo={go}
            onClose={close}
          />
          <AddCard onAdd={() => setDialog({ name: 'edit', profile: null })} />
        </div>
      </div>
      {dialog?.name === 'edit' && (
        <ProfileDialog
          profile={dialog.profile}
          onClose={() => setDialog(null)}
          onSaved={(profile, open, password) => setDialog(open ? { name: 'open', profile, password } : null)}
        />
      )}
      {dialog?.name === 'open' && (
        <OpenDialog
          profile={dialog.profile}
          password={dialog.password}
          onClose={() => setDialog(null)}
          onEdit={() => setDialog({ name: 'edit', profile: dialog.profile })}
          onOpened={(source) => {
            addSource(source);
            void profiles.refetch();
            go(source);
          }}
        />
      )}
      {dialog?.name === 'remove' && <RemoveDialog profile={dialog.profile} onClose={() => setDialog(null)} />}
    </div>
  );
}

function RemoveDialog({
  profile,
  onClose,
}: {
  readonly profile: Profile;
  readonly onClose: () => void;
}): ReactNode {
  const remove = (): void => {
    removeProfile(profile.id)
      .then(() => toast(`${profile.name} removed`))
      .catch((error: unknown) => toast(asInvestigatorError(error).message));
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${profile.name}?`}
      description="Only the saved connection goes. The database is not touched."
      footer={
        <>
          <Button large variant="ghost" onClick={onClose}>
            Keep
          </Button>
          <Button large variant="danger" onClick={remove}>
            Remove
          </Button>
        </>
      }
    />
  );
}

/** Started to show the demo: open it once, without being asked again. */
function useDemoOnStart(then: (source: OpenSource | null) => void): void {
  const info = useQuery({ queryKey: ['app.info'], queryFn: () => call('app.info', {}) }).data;
  const sources = useSources();
  useEffect(() => {
    if (info?.open_demo_on_start !== true || sources === null || sources.length > 0 || demoWasOffered) return;
    demoWasOffered = true;
    void openDemo().then(then);
  }, [info, sources, then]);
}

function useScreen(onAdd: () => void): void {
  const setStatus = useDesk((desk) => desk.setStatus);
  useEffect(() => setStatus(null), [setStatus]);
  const [add] = useState(() => onAdd);
  const commands = useMemo(
    () => [
      {
        id: 'add-connection',
        title: 'Add a connection',
        group: 'Connection' as const,
        keys: 'n',
        icon: <Plus size={14} />,
        run: add,
      },
    ],
    [add],
  );
  useCommands(commands);
}
