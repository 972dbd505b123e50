import { Plus, Trash2, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Profile } from '@shared/domain/profile.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { cx } from '@renderer/lib/cx.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { formatClock, formatShort, type Zone } from '@renderer/lib/zone.ts';
import { Button, IconButton } from '@renderer/ui/Button.tsx';
import { EnvBadge } from '@renderer/ui/Marks.tsx';
import { ErrorPanel, ProgressBar } from '@renderer/ui/States.tsx';
import css from './Connections.module.css';
import { cancelDemo, useDemoStart } from './demo.ts';
import { placeOf } from './profiles.ts';

interface DemoCardProps {
  readonly open: OpenSource | null;
  readonly prominent: boolean;
  readonly onOpen: () => void;
  readonly onGo: (source: OpenSource) => void;
  readonly onClose: (source: OpenSource) => void;
}

/** The embedded demo: a real PostgreSQL with a story in it. The first thing one sees while nothing else is saved. */
export function DemoCard(props: DemoCardProps): ReactNode {
  const body = (
    <>
      <header>
        <h2>A small shop, three weeks of it</h2>
        {!props.prominent && <span className="grow" />}
        <EnvBadge kind="demo" />
      </header>
      <p className={css['about']}>
        A real PostgreSQL on this machine, captured by real triggers. Some sixty thousand changes, and an
        incident among them.
      </p>
      <DemoState {...props} />
    </>
  );
  if (!props.prominent)
    return (
      <article className={css['card']} data-env="demo" aria-label="Demo">
        {body}
      </article>
    );
  return (
    <article className={cx(css['card'], css['hero'])} data-env="demo" aria-label="Demo">
      <div>{body}</div>
      <div>
        <ol className={css['steps']}>
          <li>
            <b>Ask</b>
            Narrow sixty thousand changes to what one actor did one night at three.
          </li>
          <li>
            <b>Read</b>
            Open a transaction: every field before and after, to the microsecond; what is masked looks masked.
          </li>
          <li>
            <b>Keep</b>
            Export what is on screen, with a digest that somebody else can check.
          </li>
        </ol>
      </div>
    </article>
  );
}

function DemoState({ open, prominent, onOpen, onGo, onClose }: DemoCardProps): ReactNode {
  const { running, error } = useDemoStart();
  return (
    <>
      {running !== null && (
        <div className={css['starting']}>
          <p role="status">
            <span>{running.step}</span>
            {running.fraction !== null && <span>{Math.floor(running.fraction * 100)} %</span>}
          </p>
          <ProgressBar fraction={running.fraction} label="Starting the demo" />
        </div>
      )}
      {error !== null && (
        <div className={css['error']}>
          <ErrorPanel error={error} />
        </div>
      )}
      <footer className={css['foot']}>
        {running !== null ? (
          <Button onClick={cancelDemo}>Cancel</Button>
        ) : open !== null ? (
          <>
            <OpenMark source={open} />
            <span className="grow" />
            <Button variant="ghost" onClick={() => onClose(open)}>
              Close
            </Button>
            <Button variant="solid" onClick={() => onGo(open)}>
              Go to its timeline
            </Button>
          </>
        ) : (
          <Button large={prominent} variant={prominent ? 'solid' : 'plain'} onClick={onOpen}>
            {error === null ? 'Open the demo' : 'Try again'}
          </Button>
        )}
      </footer>
    </>
  );
}

interface ProfileCardProps {
  readonly profile: Profile;
  readonly open: OpenSource | null;
  readonly onOpen: () => void;
  readonly onGo: (source: OpenSource) => void;
  readonly onClose: (source: OpenSource) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function ProfileCard(props: ProfileCardProps): ReactNode {
  const { profile, open, onOpen, onGo, onClose, onEdit, onRemove } = props;
  const zone = useZone();
  return (
    <article className={css['card']} data-env={profile.environment} aria-label={profile.name}>
      <header>
        <h2 className="ell" title={profile.name}>
          {profile.name}
        </h2>
        <span className="grow" />
        <EnvBadge kind={profile.environment} />
      </header>
      <div className={css['place']}>{placeOf(profile)}</div>
      <div className={css['meta']}>
        {usedWords(profile, open, zone)}
        {' · '}
        TLS {profile.endpoint.tls.mode}
        {profile.allow_purge && ' · purges may be planned'}
      </div>
      <footer className={css['foot']}>
        {open !== null && <OpenMark source={open} />}
        {open === null && <Button onClick={onOpen}>Open</Button>}
        <span className="grow" />
        {open !== null && (
          <Button variant="ghost" onClick={() => onClose(open)}>
            Close
          </Button>
        )}
        {open === null && (
          <>
            <IconButton label={`Edit ${profile.name}`} onClick={onEdit}>
              <Pencil size={14} strokeWidth={1.5} />
            </IconButton>
            <IconButton label={`Remove ${profile.name}`} onClick={onRemove}>
              <Trash2 size={14} strokeWidth={1.5} />
            </IconButton>
          </>
        )}
        {open !== null && (
          <Button variant="solid" onClick={() => onGo(open)}>
            Go to its timeline
          </Button>
        )}
      </footer>
    </article>
  );
}

function usedWords({ last_used_at }: Profile, open: OpenSource | null, zone: Zone): string {
  if (open !== null) return 'in use';
  return last_used_at === null ? 'never opened' : `last used ${formatShort(last_used_at, zone)}`;
}

/** Open is what this application did; whether the server still answers is another matter. */
function OpenMark({ source }: { readonly source: OpenSource }): ReactNode {
  const zone = useZone();
  const lost = useDesk((desk) => desk.lost[source.source]);
  if (lost === undefined) return <span className={css['open']}>open</span>;
  return <span className={css['lost']}>no answer since {formatClock(lost.at, zone)}</span>;
}

export function AddCard({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  return (
    <button type="button" className={cx(css['card'], css['add'])} onClick={onAdd}>
      <b>
        <Plus size={16} strokeWidth={1.5} aria-hidden="true" />
        Add a connection
      </b>
      <span>By URI or by fields. Test it before you trust it.</span>
    </button>
  );
}
