import { Switch as Base } from '@base-ui/react/switch';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import { capital, sentence } from '@renderer/lib/format.ts';
import css from './Field.module.css';

interface InputProps extends ComponentProps<'input'> {
  readonly mono?: boolean;
}

export function Input({ mono = false, className, ...rest }: InputProps): ReactNode {
  return (
    <input
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      {...rest}
      className={cx(css['input'], mono && css['mono'], className)}
    />
  );
}

interface FieldProps extends InputProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: Problem | null | undefined;
}

/** Why an input is refused: what is wrong, and what to write instead. */
export interface Problem {
  readonly message: string;
  readonly hint: string | null;
}

export function Field({ label, hint, problem, className, ...input }: FieldProps): ReactNode {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = hint !== undefined || (problem ?? null) !== null;
  return (
    <div className={cx(css['field'], className)}>
      <label className={css['label']} htmlFor={id}>
        {label}
      </label>
      <Input
        {...input}
        id={id}
        aria-invalid={(problem ?? null) !== null}
        {...(hasNote ? { 'aria-describedby': noteId } : {})}
      />
      {problem != null ? (
        <ProblemText id={noteId} problem={problem} />
      ) : (
        hint !== undefined && (
          <span id={noteId} className={css['hint']}>
            {hint}
          </span>
        )
      )}
    </div>
  );
}

export function ProblemText({ problem, id }: { readonly problem: Problem; readonly id?: string }): ReactNode {
  return (
    <div className={css['problem']} role="alert" {...(id === undefined ? {} : { id })}>
      <b>{problem.hint === null ? capital(problem.message) : sentence(problem.message)}</b>
      {problem.hint !== null && <span> {problem.hint}</span>}
    </div>
  );
}

interface SelectFieldProps extends ComponentProps<'select'> {
  readonly label: string;
  readonly hint?: ReactNode;
}

export function SelectField({ label, hint, className, children, ...rest }: SelectFieldProps): ReactNode {
  const id = useId();
  return (
    <div className={cx(css['field'], className)}>
      <label className={css['label']} htmlFor={id}>
        {label}
      </label>
      <select {...rest} id={id} className={css['input']}>
        {children}
      </select>
      {hint !== undefined && <span className={css['hint']}>{hint}</span>}
    </div>
  );
}

interface SwitchFieldProps {
  readonly label: string;
  readonly hint: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Pressed anywhere: the words switch it as the knob does. */
export function SwitchField({ label, hint, checked, onChange }: SwitchFieldProps): ReactNode {
  const id = useId();
  return (
    <label className={css['row']}>
      <Base.Root
        className={css['switch']}
        checked={checked}
        onCheckedChange={onChange}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
      >
        <Base.Thumb className={css['thumb']} />
      </Base.Root>
      <div className={css['field']}>
        <span id={`${id}-label`}>{label}</span>
        <span id={`${id}-hint`} className={css['hint']}>
          {hint}
        </span>
      </div>
    </label>
  );
}
