import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import {
  listFilterKeys,
  normalizeFilters,
  type Filters,
  type ListFilterKey,
} from '@shared/domain/filters.ts';
import type { Voice } from '../terminal.ts';
import { checkBareKeys, isBareKey } from './keyFilters.ts';
import { readScopeFile } from './scopeFile.ts';

/**
 * The one mapping between options and filters: every command that filters adds exactly these and means the
 * same by them. An option given twice means "or"; different options narrow; `--not-…` excludes.
 */
interface ListOption {
  readonly flag: string;
  readonly value: string;
  readonly help: string;
}

const listOptions: Readonly<Record<ListFilterKey, ListOption>> = {
  table: { flag: 'table', value: 'NAME|SCHEMA.NAME', help: 'changes of this table' },
  table_schema: { flag: 'table-schema', value: 'NAME', help: 'changes of tables in this schema' },
  actor: { flag: 'actor', value: 'TYPE:ID|anonymous', help: 'changes of this actor' },
  op: { flag: 'op', value: 'insert,update,delete', help: 'changes of these kinds' },
  correlation_id: { flag: 'correlation-id', value: 'ID', help: 'changes linked to this correlation' },
  field: { flag: 'field', value: 'NAME', help: 'updates that changed this column' },
  value: { flag: 'value', value: 'COLUMN=V', help: 'changes that recorded this value, before or after' },
  pk: {
    flag: 'pk',
    value: 'JSON|V',
    help: 'changes of rows whose key contains this object, or, with --table, is this value; {} means an unresolved key',
  },
  action_name: { flag: 'action-name', value: 'NAME', help: 'changes linked to an action of this name' },
  action_status: { flag: 'action-status', value: 'ok|error', help: 'changes linked to an action so ended' },
  request_id: { flag: 'request-id', value: 'ID', help: 'changes linked to this request' },
  job_id: { flag: 'job-id', value: 'ID', help: 'changes linked to this job' },
  source: { flag: 'source', value: 'TEXT', help: 'changes whose transaction names this source' },
  meta: {
    flag: 'meta',
    value: 'NAME=V|JSON',
    help: "changes whose transaction's meta contains this value or object",
  },
  txid: { flag: 'txid', value: 'N', help: 'changes of the transaction with this number' },
};

/** Adds the filter options to a command, in the order its help shows them. */
export function addFilterOptions(command: Command): Command {
  for (const key of listFilterKeys) {
    const { flag, value, help } = listOptions[key];
    command.addOption(repeatable(`--${flag} <${value}>`, `${help}; repeat for "or"`));
    if (key === 'actor') {
      command.addOption(
        repeatable('--actor-json <FILE>', 'the same, the actor as one JSON object in a file'),
      );
      command.addOption(noActorOption());
    }
  }
  command.option('--from <TIME>', 'captured at or after (ISO-8601 with offset, inclusive)');
  command.option('--to <TIME>', 'captured at or before (inclusive)');
  for (const key of listFilterKeys) {
    const { flag, value, help } = listOptions[key];
    command.addOption(repeatable(`--not-${flag} <${value}>`, `leave out ${help}`));
  }
  command.addOption(
    repeatable('--scope <FILE>', 'a saved scope, {"any":[filters…]}: what at least one of them matches'),
  );
  return command;
}

/**
 * The filters a parsed command line asks for, checked and canonical. Where they alone leave nothing, `voice` says
 * why: an empty answer is right, as upstream has it (CONTRACT §4.1), but a slip of the hand must not pass for one.
 * A bare key stays as given: only the database can tell which column it is of (keyFilters.ts).
 * Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`, `usage` (unreadable --actor-json).
 */
export async function filtersOf(given: object, voice: Pick<Voice, 'note'>): Promise<Filters> {
  const options = given as Readonly<Record<string, unknown>>;
  const raw: Record<string, unknown> = {};
  for (const key of listFilterKeys) {
    for (const name of [key, `not_${key}`]) {
      const values = listOf(options[camel(name)]).flatMap((value) => (key === 'op' ? split(value) : [value]));
      if (values.length > 0) raw[name] = values;
    }
  }
  const fromFiles = await Promise.all(listOf(options['actorJson']).map(readActor));
  if (fromFiles.length > 0) raw['actor'] = [...listOf(raw['actor']), ...fromFiles];
  if (options['noActor'] === true) raw['no_actor'] = true;
  for (const key of ['from', 'to']) if (options[key] !== undefined) raw[key] = options[key];
  const scopes = await Promise.all(listOf(options['scope']).map(readScopeFile));
  if (scopes.length > 0) raw['any'] = scopes.flatMap(({ any }) => any);
  const bare = { pk: bareKeysOf(raw, 'pk'), not_pk: bareKeysOf(raw, 'not_pk') };
  const checked = normalizeFilters(raw);
  checkBareKeys([...bare.pk, ...bare.not_pk], checked);
  const filters: Filters = {
    ...checked,
    ...(bare.pk.length === 0 ? {} : { pk: [...(checked.pk ?? []), ...bare.pk] }),
    ...(bare.not_pk.length === 0 ? {} : { not_pk: [...(checked.not_pk ?? []), ...bare.not_pk] }),
  };
  const contradiction = contradictionIn(filters);
  if (contradiction !== null) voice.note(`no change can match: ${contradiction}`);
  return filters;
}

/** Takes the bare keys out of what is to be checked by the rules of filters. */
function bareKeysOf(raw: Record<string, unknown>, name: 'pk' | 'not_pk'): readonly string[] {
  const keys = listOf(raw[name]);
  if (keys.length > 0) raw[name] = keys.filter((key) => !isBareKey(key));
  return keys.filter(isBareKey);
}

/** Instants are canonical: the order of the texts is the order of the moments. */
function contradictionIn({ from, to, no_actor, actor }: Filters): string | null {
  if (from !== undefined && to !== undefined && to < from) return '--to lies before --from';
  return no_actor === true && actor !== undefined ? '--no-actor and --actor exclude each other' : null;
}

function repeatable(flags: string, help: string): Option {
  return new Option(flags, help).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

/** For commander `--no-x` is the denial of `--x`; here it is an option of its own beside `--actor`. */
function noActorOption(): Option {
  const option = new Option('--no-actor', 'changes whose actor nobody recorded (not the same as anonymous)');
  option.negate = false;
  return option;
}

async function readActor(file: string): Promise<string> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new InvestigatorError('usage', `cannot read ${file}`, {
      hint: 'Give --actor-json a file with one object such as {"type":"user","id":"42"}.',
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  }
  const actor = isJson(text) ? actorFromJson(text) : null;
  if (actor === null)
    throw new InvestigatorError('invalid_actor', `${file} does not hold an actor`, {
      hint: 'One object with a known type and an id: {"type":"user","id":"42"}, or {"type":"anonymous"}.',
    });
  return formatActor(actor);
}

/** actorFromJson trusts its input to be JSON, as PostgreSQL's is; a file of the caller's need not be. */
function isJson(text: string): boolean {
  try {
    // eslint-disable-next-line no-restricted-syntax -- an argument, not evidence; the parsed form is dropped
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function split(list: string): readonly string[] {
  return list.split(',').map((item) => item.trim());
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

function camel(key: string): string {
  return key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
