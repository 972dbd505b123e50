import { captureInstallSql } from '@engine/capture/install.ts';
import { captureTriggerSql } from '@engine/capture/triggers.ts';
import type { TableCapture } from '@engine/capture/policy.ts';

/** Where Threadline's tables live: the place recommended for new installs (CONTRACT §1.1). */
export const storageSchema = 'threadline';

/** What is captured of each table. `webhooks` is left out: somebody forgot it. */
export const policy: readonly TableCapture[] = [
  { table: 'accounts' },
  { table: 'members', exclude: ['digest'], mask: ['phone'] },
  { table: 'payout_accounts', mask: ['iban'], store_changed_from: true },
  { table: 'orders', except_columns: ['updated_at'], store_changed_from: true },
  { table: 'order_lines' },
  { table: 'refunds', store_changed_from: true },
  { table: 'api_keys', except_columns: ['last_used_at'] },
  { table: 'tickets' },
];

/** The project's own capture SQL; its clock is the story's. */
export function captureSql(): { readonly install: string; readonly triggers: string } {
  const options = { storageSchema, era: 'current', clock: 'story.clock()' } as const;
  return {
    install: captureInstallSql({ ...options, actorIndex: true }),
    triggers: captureTriggerSql({ ...options, tables: policy }),
  };
}
