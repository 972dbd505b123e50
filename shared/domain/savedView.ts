import { formatActor, identifiedActorTypes, parseActor } from './actor.ts';
import { InvestigatorError } from './errors.ts';
import { normalizeFilters, type Filters } from './filters.ts';
import { parseInstant } from './instant.ts';
import { isJsonText, jsonKind, jsonObject, jsonString, type JsonText } from './jsonText.ts';

/**
 * Upstream's filter map, as saved views and export jobs of the host store it (CONTRACT §4.8), as our filters.
 * Its rules, not ours: unknown keys, empty strings and null are ignored; times are UTC in local form, 16
 * characters (`YYYY-MM-DDTHH:MM`) mean second 00, and anything that already ends in `Z` or an offset is invalid;
 * `anonymous` drops the id. Takes jsonb text. Errors: `invalid_filter`, `invalid_instant`, `invalid_actor`, with
 * upstream's words.
 */
export function filtersOfSavedView(stored: JsonText): Filters {
  if (!isJsonText(stored) || jsonKind(stored) !== 'object')
    throw new InvestigatorError('invalid_filter', 'the stored filters are not a JSON object');
  const map = jsonObject(stored);
  const text = (key: string): string | undefined => textOf(key, map.get(key));
  const [from, to] = [text('from'), text('to')];
  const actor = actorOf(text('actor_kind'), text('actor_id'));
  const [table, schema, correlation] = [text('table'), text('table_schema'), text('correlation_id')];
  return normalizeFilters({
    ...(from === undefined ? {} : { from: instantOf('from', from) }),
    ...(to === undefined ? {} : { to: instantOf('to', to) }),
    ...(schema === undefined ? {} : { table_schema: [schema] }),
    ...tableOf(table, schema),
    ...(actor === undefined ? {} : { actor: [actor] }),
    ...(correlation === undefined ? {} : { correlation_id: [correlation] }),
  });
}

function textOf(key: string, value: JsonText | undefined): string | undefined {
  if (value === undefined || jsonKind(value) === 'null') return undefined;
  if (jsonKind(value) !== 'string')
    throw new InvestigatorError('invalid_filter', `${key} of the stored filters is not text: ${value}`);
  const text = jsonString(value);
  return text === '' ? undefined : text;
}

/** Upstream's `table` is a bare name, dots and all; ours would split it. */
function tableOf(table: string | undefined, schema: string | undefined): object {
  if (table === undefined) return {};
  if (!table.includes('.')) return { table: [table] };
  if (schema === undefined)
    throw new InvestigatorError('invalid_filter', `table ${JSON.stringify(table)} has a dot and no schema`, {
      hint: 'Upstream means a table of that very name, in any schema; name its schema to ask for it here.',
    });
  return { table: [`${schema}.${table}`] };
}

function instantOf(key: string, text: string): string {
  const local = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?$/.test(text);
  if (!local)
    throw new InvestigatorError('invalid_instant', `${key}: invalid datetime ${JSON.stringify(text)}`, {
      hint: 'Stored filters hold UTC without Z or offset, for example 2026-05-21T12:32.',
    });
  return parseInstant(text.length === 16 ? `${text}:00Z` : `${text}Z`, key);
}

function actorOf(kind: string | undefined, id: string | undefined): string | undefined {
  if (kind === undefined && id === undefined) return undefined;
  if (kind === undefined) throw refused('actor kind is required when an actor id is given');
  if (kind === 'anonymous') return 'anonymous';
  if (!(identifiedActorTypes as readonly string[]).includes(kind))
    throw refused(`unknown actor kind ${JSON.stringify(kind)}`);
  if (id === undefined) throw refused(`actor id is required for ${kind}`);
  return formatActor(parseActor(`${kind}:${id}`));
}

function refused(message: string): InvestigatorError {
  return new InvestigatorError('invalid_actor', message, {
    hint: `Known kinds: ${identifiedActorTypes.join(', ')} (with an id), anonymous.`,
  });
}
