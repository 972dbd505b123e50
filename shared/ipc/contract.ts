import { z } from 'zod';
import { countSchema, timelinePageSchema, transactionContextSchema } from '../domain/audit.ts';
import { capabilitySchema } from '../domain/capability.ts';
import { coverageSchema } from '../domain/coverage.ts';
import { exportFormats, exportProgressSchema, exportSummarySchema } from '../domain/exports.ts';
import { listFilterKeys } from '../domain/filterKeys.ts';
import { filtersSchema } from '../domain/filters.ts';
import { endpointSchema, environments, profileSchema } from '../domain/profile.ts';
import type { ChannelName } from './channels.ts';
import { actorsContract } from './contract/actors.ts';
import { hostRecordsContract } from './contract/hostRecords.ts';
import { findContract } from './contract/find.ts';
import { integrityContract } from './contract/integrity.ts';
import { ledgerContract } from './contract/ledger.ts';
import { lookupsContract } from './contract/lookups.ts';
import { rowsContract } from './contract/rows.ts';
import { scopeContract } from './contract/scope.ts';
import { summariesContract } from './contract/summaries.ts';
import { viewsContract } from './contract/views.ts';
import { pageQuestion, source, uuid } from './contract/parts.ts';

/**
 * The whole contract between renderer and main: channel → request, response and (where work takes long)
 * progress. Main checks every request, the renderer's bridge every response. Names are in channels.ts, which
 * the preload needs without zod.
 */
const none = z.strictObject({});
const done = z.strictObject({ done: z.literal(true) });
/** Held in main's memory while the connection is open; never stored, logged or sent back. */
const password = z.string().max(4096).nullable();

export const openSourceSchema = z.strictObject({
  source,
  kind: z.enum([...environments, 'demo']),
  name: z.string(),
  /** `user@host:port/database`, for display. */
  place: z.string(),
  profile_id: z.string().nullable(),
  capability: capabilitySchema,
});
export type OpenSource = Readonly<z.infer<typeof openSourceSchema>>;

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']),
  zone: z.enum(['utc', 'local']),
});
export type Settings = Readonly<z.infer<typeof settingsSchema>>;

const profileDraftSchema = profileSchema
  .pick({ name: true, environment: true, endpoint: true, allow_purge: true })
  .extend({ id: z.string().max(64).nullable() });
export type ProfileDraft = Readonly<z.infer<typeof profileDraftSchema>>;

const startProgress = z.strictObject({ step: z.string(), fraction: z.number().min(0).max(1).nullable() });

export const contract = {
  'app.info': {
    request: none,
    response: z.strictObject({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      platform: z.string(),
      home: z.string(),
      log_file: z.string(),
      open_demo_on_start: z.boolean(),
    }),
  },
  'settings.get': { request: none, response: settingsSchema },
  'settings.set': { request: settingsSchema, response: settingsSchema },

  'profiles.list': {
    request: none,
    response: z.strictObject({
      profiles: z.array(profileSchema).readonly(),
      damaged_kept_at: z.string().nullable(),
    }),
  },
  'profiles.save': { request: profileDraftSchema, response: profileSchema },
  'profiles.remove': { request: z.strictObject({ id: z.string().max(64) }), response: done },
  /** Reads a URI into fields. The password, if it held one, comes back only to fill the form. */
  'profiles.parseUrl': {
    request: z.strictObject({ url: z.string().max(8192) }),
    response: z.strictObject({ endpoint: endpointSchema, password }),
  },

  'connections.test': {
    request: z.strictObject({ endpoint: endpointSchema, password }),
    response: capabilitySchema,
  },
  'connections.open': {
    request: z.strictObject({ profile_id: z.string().max(64), password }),
    response: openSourceSchema,
  },
  'connections.openDemo': { request: none, response: openSourceSchema, progress: startProgress },
  'connections.list': { request: none, response: z.array(openSourceSchema).readonly() },
  'connections.close': { request: z.strictObject({ source }), response: done },

  'catalog.info': { request: z.strictObject({ source }), response: capabilitySchema },
  'health.coverage': { request: z.strictObject({ source }), response: coverageSchema },

  /** Newest first. Without cursor: the newest page. `direction` older continues down, newer up. */
  'timeline.page': {
    request: z.strictObject({
      source,
      filters: filtersSchema,
      ...pageQuestion,
    }),
    response: timelinePageSchema,
  },
  'timeline.count': {
    request: z.strictObject({ source, filters: filtersSchema, cap: z.number().int().min(1).nullable() }),
    response: countSchema.extend({ counted_at: z.string() }),
  },
  /** Values to suggest in the filter bar: tables from the catalogue, the rest from what was captured lately. */
  'timeline.suggest': {
    request: z.strictObject({
      source,
      key: z.enum(listFilterKeys),
      prefix: z.string().max(256),
    }),
    response: z.array(z.string()).readonly(),
  },

  'transactions.get': { request: z.strictObject({ source, id: uuid }), response: transactionContextSchema },

  /** Asks where to save; main remembers the answer, so that no page can name a path of its own. */
  'exports.chooseTarget': {
    request: z.strictObject({ format: z.enum(exportFormats) }),
    response: z.strictObject({ target: z.string(), path: z.string() }).nullable(),
  },
  'exports.run': {
    request: z.strictObject({
      source,
      filters: filtersSchema,
      format: z.enum(exportFormats),
      max_rows: z.number().int().min(0).nullable(),
      include_action_metadata: z.boolean(),
      target: z.string().max(64),
    }),
    response: exportSummarySchema,
    progress: exportProgressSchema,
  },
  'exports.reveal': { request: z.strictObject({ path: z.string().max(4096) }), response: done },
  /** Asks where to save the text of a draft and writes it there; null when nobody chose a place. */
  'reversal.save': {
    request: z.strictObject({ text: z.string().min(1).max(1_900_000), transaction_id: uuid }),
    response: z.strictObject({ path: z.string() }).nullable(),
  },

  /** Copies text to the system clipboard. */
  'clipboard.write': { request: z.strictObject({ text: z.string().max(1_000_000) }), response: done },
  ...actorsContract,
  ...hostRecordsContract,
  ...findContract,
  ...integrityContract,
  ...ledgerContract,
  ...lookupsContract,
  ...rowsContract,
  ...scopeContract,
  ...summariesContract,
  ...viewsContract,
} as const satisfies Record<ChannelName, ChannelContract>;

export interface ChannelContract {
  readonly request: z.ZodType;
  readonly response: z.ZodType;
  readonly progress?: z.ZodType;
}

export type Contract = typeof contract;
export type Request<C extends ChannelName> = z.input<Contract[C]['request']>;
export type Response<C extends ChannelName> = z.output<Contract[C]['response']>;
export type Progress<C extends ChannelName> = Contract[C] extends {
  readonly progress: infer P extends z.ZodType;
}
  ? z.output<P>
  : never;
