import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import {
  environments,
  tlsModes,
  type Environment,
  type Profile,
  type TlsMode,
} from '@shared/domain/profile.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { Button, Segmented } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { Field, ProblemText, SelectField } from '@renderer/ui/Field.tsx';
import { ErrorPanel, ProgressBar } from '@renderer/ui/States.tsx';
import layout from './Connections.module.css';
import css from './ProfileDialog.module.css';
import {
  emptyForm,
  type FormField,
  formOf,
  type FormState,
  isSame,
  readForm,
  testable,
  withEndpoint,
} from './draft.ts';
import { saveProfile } from './profiles.ts';
import { TestReport } from './TestReport.tsx';

interface ProfileDialogProps {
  /** The profile to change; null adds one. */
  readonly profile: Profile | null;
  readonly onClose: () => void;
  /** Saved; `password` is what was typed, for opening at once, and is kept nowhere. */
  readonly onSaved: (profile: Profile, open: boolean, password: string | null) => void;
}

const TLS_WORDS: Readonly<Record<TlsMode, string>> = {
  disable: 'disable: not encrypted',
  prefer: 'prefer: encrypted if offered, not verified',
  require: 'require: encrypted, not verified',
  'verify-ca': 'verify-ca: encrypted, authority verified',
  'verify-full': 'verify-full: encrypted, authority and host verified',
};

export function ProfileDialog({ profile, onClose, onSaved }: ProfileDialogProps): ReactNode {
  const [initial] = useState(() => (profile === null ? emptyForm : formOf(profile)));
  const [form, setForm] = useState(initial);
  /** Escape, or a click beside it, would lose what was typed: the first one only says so. */
  const [warned, setWarned] = useState(false);
  const [problems, setProblems] = useState<Partial<Record<FormField, string>>>({});
  const [stop] = useState(() => new AbortController());
  const cancel = (): void => {
    stop.abort();
    onClose();
  };
  const firstField = useRef<HTMLInputElement>(null);
  const change = (part: Partial<FormState>): void => {
    setForm((before) => ({ ...before, ...part }));
    setProblems({});
    setWarned(false);
  };
  const test = useMutation({
    mutationFn: async () => {
      const read = readForm(testable(form));
      if (!read.ok) {
        setProblems(read.problems);
        return null;
      }
      return call(
        'connections.test',
        { endpoint: read.endpoint, password: read.password },
        { signal: stop.signal },
      );
    },
  });
  const save = useMutation({
    mutationFn: async (open: boolean) => {
      const read = readForm(form);
      if (!read.ok) {
        setProblems(read.problems);
        return;
      }
      const saved = await saveProfile(read.draft, stop.signal);
      if (!stop.signal.aborted) onSaved(saved, open, read.password);
    },
  });
  const busy = test.isPending || save.isPending;
  const error = save.error ?? test.error;
  // Disabled buttons would lose the focus while it works.
  const unlessBusy = (act: () => void): void => {
    if (!busy) act();
  };
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (Object.keys(problems).length > 0) focusRefused(fields.current);
  }, [problems]);
  return (
    <Dialog
      open
      wide
      onClose={busy || isSame(form, initial) || warned ? cancel : () => setWarned(true)}
      initialFocus={firstField}
      title={profile === null ? 'Add a connection' : `Edit ${profile.name}`}
      description="Everything is read in read-only transactions. The password is never stored; it is asked for when opening."
      footer={
        <>
          <Button large aria-disabled={busy} onClick={() => unlessBusy(test.mutate)}>
            Test
          </Button>
          <span className="grow" role="status">
            {warned && 'Escape once more discards what you typed.'}
          </span>
          <Button large variant="ghost" onClick={cancel}>
            Cancel
          </Button>
          <Button large aria-disabled={busy} onClick={() => unlessBusy(() => save.mutate(false))}>
            Save
          </Button>
          <Button
            large
            variant="solid"
            aria-disabled={busy}
            onClick={() => unlessBusy(() => save.mutate(true))}
          >
            Save and open
          </Button>
        </>
      }
    >
      <div className={layout['stack']}>
        <div className={css['form']} ref={fields}>
          {profile === null && (
            <UriField
              inputRef={firstField}
              onRead={(endpoint, password) => {
                setForm((before) => withEndpoint(before, endpoint, password));
                setProblems({});
                setWarned(false);
              }}
            />
          )}
          <ProfileFields form={form} problems={problems} change={change} />
        </div>
        {busy && <ProgressBar fraction={null} label={test.isPending ? 'Testing' : 'Saving'} />}
        {error !== null && !busy && <ErrorPanel error={asInvestigatorError(error)} />}
        {test.data !== undefined && test.data !== null && !busy && <TestReport found={test.data} />}
      </div>
    </Dialog>
  );
}

/** Where to go on: the first field that is refused. */
function focusRefused(form: HTMLElement | null): void {
  const refused = [...(form?.querySelectorAll('[role=alert]') ?? [])].flatMap((alert) => {
    const field = alert.closest('[data-field]') ?? alert.parentElement;
    return field?.querySelector<HTMLElement>('input, select, button') ?? [];
  });
  refused[0]?.focus();
}

interface UriFieldProps {
  readonly inputRef: React.RefObject<HTMLInputElement | null>;
  readonly onRead: (
    endpoint: Parameters<typeof withEndpoint>[1],
    password: Parameters<typeof withEndpoint>[2],
  ) => void;
}

function UriField({ inputRef, onRead }: UriFieldProps): ReactNode {
  const [url, setUrl] = useState('');
  const parse = useMutation({
    mutationFn: (text: string) => call('profiles.parseUrl', { url: text }),
    onSuccess: ({ endpoint, password }) => {
      onRead(endpoint, password);
      // The password now sits in its own, hidden field.
      setUrl('');
    },
  });
  const error = parse.error === null ? null : asInvestigatorError(parse.error);
  return (
    <>
      <div className={css['uri']}>
        <Field
          ref={inputRef}
          className="grow"
          mono
          label="Paste a PostgreSQL URI, or fill in the fields"
          placeholder="postgresql://investigator@db.example:5432/shop"
          value={url}
          hint="Goes into the fields below; a password in it into its own, hidden field."
          problem={error === null ? null : { message: error.message, hint: error.hint }}
          onChange={(event) => setUrl(event.target.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text').trim();
            if (url === '' && text !== '') parse.mutate(text);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && url.trim() !== '') parse.mutate(url.trim());
          }}
        />
        <Button large disabled={url.trim() === ''} onClick={() => parse.mutate(url.trim())}>
          Read URI
        </Button>
      </div>
      <div className={css['rule']} />
    </>
  );
}

interface ProfileFieldsProps {
  readonly form: FormState;
  readonly problems: Partial<Record<FormField, string>>;
  readonly change: (part: Partial<FormState>) => void;
}

function ProfileFields({ form, problems, change }: ProfileFieldsProps): ReactNode {
  const text = (field: Exclude<FormField, 'environment'> | 'storageSchema') => ({
    value: form[field],
    problem:
      field !== 'storageSchema' && problems[field] !== undefined
        ? { message: problems[field], hint: null }
        : null,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => change({ [field]: event.target.value }),
  });
  return (
    <>
      <Field className={css['c3']} label="Name" placeholder="Harbour Shop" {...text('name')} />
      <div className={`${css['c3'] ?? ''} ${css['env'] ?? ''}`} data-field="environment">
        <div className={css['envLabel']}>
          <span>Environment</span>
          {problems.environment !== undefined && (
            <ProblemText problem={{ message: problems.environment, hint: null }} />
          )}
        </div>
        <Segmented<Environment>
          label="Environment"
          value={form.environment}
          options={environments.map((value) => ({ value, label: value }))}
          onChange={(environment) => change({ environment })}
        />
      </div>
      <Field className={css['c4']} mono label="Host" placeholder="db.example" {...text('host')} />
      <Field className={css['c2']} mono label="Port" inputMode="numeric" {...text('port')} />
      <Field className={css['c2']} mono label="Database" placeholder="shop" {...text('database')} />
      <Field className={css['c2']} mono label="User" placeholder="investigator" {...text('user')} />
      <Field
        className={css['c2']}
        label="Password, not stored"
        type="password"
        value={form.password}
        onChange={(event) => change({ password: event.target.value })}
      />
      <details className={css['more']}>
        <summary>Encryption and schema: {form.tlsMode}</summary>
        <div>
          <SelectField
            label="TLS"
            value={form.tlsMode}
            onChange={(event) => {
              const mode = tlsModes.find((one) => one === event.target.value);
              if (mode !== undefined) change({ tlsMode: mode });
            }}
          >
            {tlsModes.map((mode) => (
              <option key={mode} value={mode}>
                {TLS_WORDS[mode]}
              </option>
            ))}
          </SelectField>
          <Field
            mono
            label="Authority file (PEM)"
            placeholder="the system's authorities"
            {...text('caFile')}
          />
          <Field
            mono
            label="Schema of the Threadline tables"
            placeholder="looked for"
            {...text('storageSchema')}
          />
        </div>
      </details>
    </>
  );
}
