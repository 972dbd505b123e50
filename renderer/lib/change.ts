import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { AuditChange, TimelineEntry } from '@shared/domain/audit.ts';
import {
  jsonElements,
  jsonKind,
  jsonMembers,
  jsonString,
  rawJson,
  writeJson,
  RawJson,
  type JsonText,
} from '@shared/domain/jsonText.ts';

/** The three states of CONTRACT §3 kept apart, and a fourth for what does not parse and is shown raw. */
export type ActorView =
  | { readonly state: 'not_recorded' }
  | { readonly state: 'anonymous' }
  | { readonly state: 'identified'; readonly text: string }
  | { readonly state: 'unreadable'; readonly text: string };

export function actorView(stored: JsonText | null): ActorView {
  if (stored === null) return { state: 'not_recorded' };
  const actor = actorFromJson(stored);
  if (actor === null) return { state: 'unreadable', text: stored };
  return actor.type === 'anonymous'
    ? { state: 'anonymous' }
    : { state: 'identified', text: formatActor(actor) };
}

/** Who, in words that claim no more than the trail holds; `quote` marks the actor as a value. */
export function actorWords(stored: JsonText | null, quote = (text: string): string => text): string {
  const actor = actorView(stored);
  switch (actor.state) {
    case 'not_recorded':
      return 'not recorded';
    case 'anonymous':
      return 'anonymous, set by the application (unverified)';
    case 'identified':
    case 'unreadable':
      return `${quote(actor.text)}, set by the application (unverified)`;
  }
}

/** A scalar as a person would write it: strings without quotes, everything else as stored. */
export function scalarText(value: JsonText): string {
  return jsonKind(value) === 'string' ? jsonString(value) : value;
}

/** `public.orders`: schema and table, always both. */
export function tableText(change: Pick<AuditChange, 'table_schema' | 'table_name'>): string {
  return `${change.table_schema}.${change.table_name}`;
}

/** Indented JSON, members sorted by name where asked; no value is re-written, so no digit is lost. */
export function prettyJson(text: JsonText, depth = 0): string {
  const pad = '  '.repeat(depth + 1);
  const end = `\n${'  '.repeat(depth)}`;
  switch (jsonKind(text)) {
    case 'object': {
      const members = jsonMembers(text);
      if (members.length === 0) return '{}';
      const lines = members.map(
        ([key, value]) => `${pad}${JSON.stringify(key)}: ${prettyJson(value, depth + 1)}`,
      );
      return `{\n${lines.join(',\n')}${end}}`;
    }
    case 'array': {
      const elements = jsonElements(text);
      if (elements.length === 0) return '[]';
      return `[\n${elements.map((value) => `${pad}${prettyJson(value, depth + 1)}`).join(',\n')}${end}]`;
    }
    default:
      return text.trim();
  }
}

/** The entry with every column as stored: jsonb verbatim, txid as the exact number it is. */
export function rawDocument(entry: TimelineEntry): JsonText {
  const { audit_change: change, transaction, action } = entry;
  return writeJson({
    audit_change: {
      ...change,
      table_pk: rawJson(change.table_pk),
      data_after: rawJson(change.data_after),
      changed_from: rawJson(change.changed_from),
    },
    transaction: {
      ...transaction,
      txid: new RawJson(transaction.txid),
      meta: rawJson(transaction.meta),
      actor_ref: rawJson(transaction.actor_ref),
    },
    action: action === null ? null : { ...action, actor_ref: rawJson(action.actor_ref) },
  });
}
