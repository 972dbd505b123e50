import type { Capability } from '@shared/domain/capability.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';

/** One line of what a test found: how it stands, and what that costs. */
export interface ReportLine {
  readonly state: 'good' | 'missing' | 'warning';
  readonly title: string;
  readonly text: string;
}

/** The probe in words (CONTRACT §0): what is there, what is missing and which question that costs. */
export function testReport(found: Capability): readonly ReportLine[] {
  return [...warnings(found), ...missing(found), ...good(found)];
}

function good(found: Capability): readonly ReportLine[] {
  const { server, window, estimates } = found;
  const held =
    window.oldest === null
      ? 'The trail is empty: no captured change is here.'
      : `About ${formatCount(Math.round(estimates.changes))} changes (estimate); oldest row still here ${window.oldest}.`;
  return [
    {
      state: 'good',
      title: `Threadline tables in schema ${found.storage_schema}`,
      text: held,
    },
    {
      state: 'good',
      title: `PostgreSQL ${server.version}, ${server.tls ? 'encrypted' : 'not encrypted'}`,
      text: `Connected to ${server.database} as ${server.user}${server.replica ? ', on a standby' : ''}. Every question runs in a read-only transaction.`,
    },
  ];
}

function missing(found: Capability): readonly ReportLine[] {
  const lines: ReportLine[] = [];
  const add = (absent: boolean, title: string, text: string): void => {
    if (absent) lines.push({ state: 'missing', title, text });
  };
  add(!found.privileges.may_read, 'The audit tables may not be read', 'Grant SELECT on them to this role.');
  add(!found.has_actor, 'Actors are not installed', 'No actor is shown, and none can be filtered by.');
  add(
    !found.has_actions || !found.has_action_link,
    'Actions are not installed',
    'No action or correlation is shown; the correlation filter is unavailable.',
  );
  add(
    !found.has_changed_from,
    'Prior values are not installed',
    'Before-values are never recorded here; only what a field became is known.',
  );
  add(
    found.row_history_index !== 'valid',
    found.row_history_index === 'invalid' ? 'The row-history index is invalid' : 'No row-history index',
    'Reading the life of one row has to search all its table.',
  );
  add(!found.actor_gin_index, 'No index on actors', 'Filtering by actor reads every transaction.');
  add(
    found.triggers.length === 0,
    'No capture trigger is present',
    'Nothing is being captured now; only what was captured before can be read.',
  );
  add(
    found.triggers.length > 0 && found.uncovered_tables.length > 0,
    `${plural(found.uncovered_tables.length, 'table')} without a capture trigger`,
    `Writes to ${named(found.uncovered_tables)} leave no captured change.`,
  );
  return lines;
}

/** Names a report lists; more are counted. */
const LISTED = 5;

function named(tables: Capability['uncovered_tables']): string {
  const names = tables.slice(0, LISTED).map((table) => `${table.table_schema}.${table.table_name}`);
  const more = tables.length - names.length;
  return more === 0 ? names.join(', ') : `${names.join(', ')} and ${formatCount(more)} more`;
}

function warnings(found: Capability): readonly ReportLine[] {
  const lines: ReportLine[] = [];
  const { privileges, other_storage_schemas: others } = found;
  if (privileges.superuser)
    lines.push({
      state: 'warning',
      title: 'The role is a superuser',
      text: 'It could change the trail it reads. Use a role that may only read.',
    });
  if (privileges.dangerous_roles.length > 0)
    lines.push({
      state: 'warning',
      title: `The role belongs to ${privileges.dangerous_roles.join(', ')}`,
      text: 'Members can leave the bounds of a read-only transaction.',
    });
  if (privileges.may_write && !privileges.superuser)
    lines.push({
      state: 'warning',
      title: 'The role may write to the audit tables',
      text: 'Reading needs SELECT alone. Whoever holds this password could alter the evidence.',
    });
  if (others.length > 0)
    lines.push({
      state: 'warning',
      title: `Other schemas hold Threadline tables too: ${others.join(', ')}`,
      text: `Only ${found.storage_schema} is read. Name another in the profile to read that.`,
    });
  return [
    ...lines,
    ...found.warnings.map(({ message }): ReportLine => ({ state: 'warning', title: message, text: '' })),
  ];
}
