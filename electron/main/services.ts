import type { BrowserWindow } from 'electron';
import type { LedgerWriter } from '@engine/ledger/writer.ts';
import type { ProfileStore } from '@engine/store/profiles.ts';
import type { SettingsStore } from '@engine/store/settings.ts';
import type { ViewStore } from '@engine/store/views.ts';
import type { Demo } from './demo.ts';
import type { Logger } from './logging.ts';
import type { Sources } from './sources.ts';
import type { Switches } from './switches.ts';

/** What the handlers work with; made once in index.ts. */
export interface Services {
  readonly home: string;
  readonly log: Logger;
  readonly switches: Switches;
  readonly profiles: ProfileStore;
  readonly settings: SettingsStore;
  readonly views: ViewStore;
  readonly sources: Sources;
  readonly demo: Demo;
  /** Where questions asked of databases are recorded. */
  readonly ledger: LedgerWriter;
  /** The main window; null before it is there and after it was closed. */
  readonly window: () => BrowserWindow | null;
}
