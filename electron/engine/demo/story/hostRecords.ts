import { day, hour, instantOf, minute, second } from '../making/calendar.ts';
import type { Micros } from '../making/calendar.ts';
import { json, literal } from '../making/sql.ts';
import type { Json } from '../making/sql.ts';
import { keepDays } from './facts.ts';
import type { Act } from './act.ts';

/** What the host application keeps beside the trail: its own log of evidence, saved views, exports (CONTRACT §1.5, §9). */
export const hostRecords: readonly Act[] = [
  ...[-20, -14, -7, -1].map((storyDay) =>
    evidence(storyDay, '06:00:00.104', 'retention_policy', 'recorded', {
      keep_days: keepDays,
      enabled: true,
      delete_empty_transactions: false,
      schedule: 'daily at 04:02 UTC',
    }),
  ),
  ...[-20, -13, -6, -2].map((storyDay) =>
    evidence(storyDay, '06:05:00.331', 'trigger_coverage', 'gaps', {
      covered: 8,
      uncovered: ['webhooks'],
    }),
  ),
  evidence(-20, '06:06:00.207', 'redaction_policy', 'recorded', {
    members: { exclude: ['digest'], mask: ['phone'] },
    payout_accounts: { mask: ['iban'], store_changed_from: true },
  }),
  evidence(-8, '10:15:40.870', 'export_delivery', 'delivered', {
    rows: 412,
    format: 'csv',
    to: 'finance@shop.example',
  }),
  view(-18, '09:40:12', 4, 'Refunds this week', { table_schema: 'public', table: 'refunds' }),
  view(-12, '13:05:33', 17, 'My own changes', { actor_kind: 'admin', actor_id: '17' }),
  view(-5, '08:51:07', 4, 'Order notes', {
    table_schema: 'public',
    table: 'orders',
    actor_kind: 'admin',
    actor_id: '4',
  }),
  exportJob(-8, '10:15:02', 2, 'completed', null),
  exportJob(-4, '16:30:44', 4, 'failed', 'No space left on device'),
];

function record(storyDay: number, time: string, what: string, sql: (at: Micros) => string): Act {
  return {
    day: storyDay,
    time,
    kind: 'everyday',
    what,
    scene: (stage, at) => stage.tell({ at, actor: null, writes: [sql(at)], rows: 0 }),
  };
}

const moment = (at: Micros): string => literal(instantOf(at));
/** The host writes these two with second precision. */
const stamped = (at: Micros): string => moment(Math.floor(at / second) * second);

function evidence(storyDay: number, time: string, subject: string, status: string, detail: Json): Act {
  return record(storyDay, time, `evidence of ${subject} is recorded`, (at) => {
    const reference = json({ storage_schema: 'threadline' });
    const provenance = json({ writer: 'threadline', entrypoint: `record_${subject}` });
    return `INSERT INTO threadline.threadline_evidence_records
        (subject, subject_ref, summary_status, recorded_at, provenance, detail, inserted_at)
      VALUES (${[literal(subject), literal(reference), literal(status), moment(at)].join(', ')},
        ${literal(provenance)}, ${literal(json(detail))}, ${moment(at)})`;
  });
}

function view(storyDay: number, time: string, admin: number, name: string, filters: Json): Act {
  return record(storyDay, time, `admin:${admin} saves a view`, (at) => {
    const owner = json({ type: 'admin', id: String(admin) });
    return `INSERT INTO threadline.threadline_saved_views (name, actor_ref, filters, inserted_at, updated_at)
      VALUES (${literal(name)}, ${literal(owner)}, ${literal(json(filters))}, ${stamped(at)}, ${stamped(at)})`;
  });
}

function exportJob(
  storyDay: number,
  time: string,
  admin: number,
  status: string,
  problem: string | null,
): Act {
  return record(storyDay, time, `an export of admin:${admin} is ${status}`, (at) => {
    const query = json({
      table_schema: 'public',
      table: 'refunds',
      from: instantOf(at - 7 * day).slice(0, 16),
    });
    const file = problem === null ? '/var/lib/shop/exports/refunds.csv' : null;
    return `INSERT INTO threadline.threadline_export_jobs
        (status, query_params, actor_ref, file_path, error_message, started_at, completed_at, expires_at, inserted_at, updated_at)
      VALUES (${literal(status)}, ${literal(query)}, ${literal(json({ type: 'admin', id: String(admin) }))},
        ${literal(file)}, ${literal(problem)}, ${moment(at + second)}, ${moment(at + minute)},
        ${problem === null ? moment(at + 24 * hour) : 'NULL'}, ${stamped(at)}, ${stamped(at + minute)})`;
  });
}
