import type { Endpoint, Environment, Profile, TlsMode } from '@shared/domain/profile.ts';
import type { ProfileDraft } from '@shared/ipc/contract.ts';

/** The form as typed: every field is text until it is read. */
export interface FormState {
  readonly id: string | null;
  readonly name: string;
  /** Null until chosen: a wrong one would tint, or fail to tint, every screen. */
  readonly environment: Environment | null;
  readonly allowPurge: boolean;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tlsMode: TlsMode;
  readonly caFile: string;
  readonly storageSchema: string;
}

export type FormField = 'name' | 'environment' | 'host' | 'port' | 'database' | 'user' | 'caFile';

export const emptyForm: FormState = {
  id: null,
  name: '',
  environment: null,
  allowPurge: false,
  host: '',
  port: '5432',
  database: '',
  user: '',
  password: '',
  tlsMode: 'verify-full',
  caFile: '',
  storageSchema: '',
};

export function formOf(profile: Profile): FormState {
  return {
    ...emptyForm,
    id: profile.id,
    name: profile.name,
    environment: profile.environment,
    allowPurge: profile.allow_purge,
    ...endpointFields(profile.endpoint),
  };
}

/** Pure: nothing was typed that differs. */
export function isSame(form: FormState, other: FormState): boolean {
  return (Object.keys(form) as (keyof FormState)[]).every((key) => form[key] === other[key]);
}

/** What a URI said, put into the form; a name is proposed where none was given. */
export function withEndpoint(form: FormState, endpoint: Endpoint, password: string | null): FormState {
  const name = form.name.trim() === '' ? `${endpoint.database} on ${endpoint.host}` : form.name;
  return { ...form, name, ...endpointFields(endpoint), password: password ?? form.password };
}

/** The form as far as a test needs it: what is only kept with a profile is filled in. */
export function testable(form: FormState): FormState {
  return {
    ...form,
    name: form.name.trim() === '' ? 'unnamed' : form.name,
    environment: form.environment ?? 'development',
  };
}

/** The form as an endpoint and draft, or what is wrong with each field. */
export function readForm(form: FormState):
  | {
      readonly ok: true;
      readonly endpoint: Endpoint;
      readonly draft: ProfileDraft;
      readonly password: string | null;
    }
  | { readonly ok: false; readonly problems: Partial<Record<FormField, string>> } {
  const problems: Partial<Record<FormField, string>> = {};
  const text = (field: FormField, value: string, words: string, max: number): string => {
    const trimmed = value.trim();
    if (trimmed === '') problems[field] = `${words} is missing`;
    else if (trimmed.length > max) problems[field] = `${words} is longer than ${max} characters`;
    return trimmed;
  };
  const name = text('name', form.name, 'A name', 120);
  const { environment } = form;
  if (environment === null) problems.environment = 'Choose what this database is';
  const host = text('host', form.host, 'The host', 255);
  const database = text('database', form.database, 'The database', 63);
  const user = text('user', form.user, 'The user', 63);
  const port = Number(form.port.trim());
  if (!/^\d+$/.test(form.port.trim()) || port < 1 || port > 65_535)
    problems.port = 'A port is a number from 1 to 65535';
  if (form.tlsMode === 'verify-ca' && form.caFile.trim() === '')
    problems.caFile = 'verify-ca needs the file of the authority to trust';
  if (environment === null || Object.keys(problems).length > 0) return { ok: false, problems };
  const endpoint: Endpoint = {
    host,
    port,
    database,
    user,
    tls: { mode: form.tlsMode, ca_file: orNull(form.caFile) },
    storage_schema: orNull(form.storageSchema),
  };
  const draft = { id: form.id, name, environment, endpoint, allow_purge: form.allowPurge };
  return { ok: true, endpoint, draft, password: form.password === '' ? null : form.password };
}

function endpointFields(
  endpoint: Endpoint,
): Pick<FormState, 'host' | 'port' | 'database' | 'user' | 'tlsMode' | 'caFile' | 'storageSchema'> {
  return {
    host: endpoint.host,
    port: String(endpoint.port),
    database: endpoint.database,
    user: endpoint.user,
    tlsMode: endpoint.tls.mode,
    caFile: endpoint.tls.ca_file ?? '',
    storageSchema: endpoint.storage_schema ?? '',
  };
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
