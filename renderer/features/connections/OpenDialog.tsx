import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useMutation } from '@tanstack/react-query';
import type { Profile } from '@shared/domain/profile.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { Field } from '@renderer/ui/Field.tsx';
import { EnvBadge } from '@renderer/ui/Marks.tsx';
import { ErrorPanel, ProgressBar } from '@renderer/ui/States.tsx';
import css from './Connections.module.css';
import { placeOf } from './profiles.ts';

interface OpenDialogProps {
  readonly profile: Profile;
  /** Typed a moment ago in the form: tried at once. */
  readonly password: string | null;
  readonly onClose: () => void;
  readonly onEdit: () => void;
  readonly onOpened: (source: OpenSource) => void;
}

/** Asks for the password of a profile and opens it; what fails is shown here and can be tried again. */
export function OpenDialog({ profile, password, onClose, onEdit, onOpened }: OpenDialogProps): ReactNode {
  const [typed, setTyped] = useState(password ?? '');
  const [controller, setController] = useState<AbortController | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const open = useMutation({
    mutationFn: async () => {
      const abort = new AbortController();
      setController(abort);
      return call(
        'connections.open',
        { profile_id: profile.id, password: typed === '' ? null : typed },
        { signal: abort.signal },
      );
    },
    onSuccess: onOpened,
  });
  const tried = useRef(false);
  const { mutate } = open;
  useEffect(() => {
    if (password === null || tried.current) return;
    tried.current = true;
    mutate();
  }, [password, mutate]);
  const close = (): void => {
    controller?.abort();
    onClose();
  };
  // A button that goes out while it works would lose the focus.
  const start = (): void => {
    if (!open.isPending) open.mutate();
  };
  const error = open.error === null ? null : asInvestigatorError(open.error);
  return (
    <Dialog
      open
      onClose={close}
      initialFocus={field}
      title={
        <>
          Open {profile.name} <EnvBadge kind={profile.environment} />
        </>
      }
      footer={
        <>
          <Button large variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button large variant="solid" aria-disabled={open.isPending} onClick={start}>
            {open.isPending ? 'Opening' : 'Open'}
          </Button>
        </>
      }
    >
      <form
        className={css['stack']}
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <div className={css['place']}>{placeOf(profile)}</div>
        <Field
          ref={field}
          label="Password"
          type="password"
          value={typed}
          hint="Held in memory while the connection is open; never stored. Empty: .pgpass, or none needed."
          onChange={(event) => setTyped(event.target.value)}
        />
        {open.isPending && <ProgressBar fraction={null} label="Opening" />}
        {error !== null && error.code !== 'cancelled' && (
          <ErrorPanel error={error} actions={<Button onClick={onEdit}>Edit the connection</Button>} />
        )}
      </form>
    </Dialog>
  );
}
