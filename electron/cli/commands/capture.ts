import { Command } from 'commander';
import { captureInstallSql } from '@engine/capture/install.ts';
import type { TableCapture } from '@engine/capture/policy.ts';
import { captureFunctions, captureTriggerSql } from '@engine/capture/triggers.ts';
import { captureUninstallSql } from '@engine/capture/uninstall.ts';
import {
  configuredTables,
  noConfig,
  readThreadlineConfig,
  type ThreadlineConfig,
} from '@engine/config/threadlineConfig.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../bind.ts';
import { captureDiffText, compareCapture } from '../captureDiff.ts';
import { withSource, type Context } from '../context.ts';

interface CaptureOptions {
  readonly tables?: string;
  readonly config?: string;
  readonly diff?: boolean;
}

const era = 'current';

/** `capture …`: SQL that installs, starts or ends capture (CONTRACT §2). Printed, never executed. */
export function captureCommand(bind: Bind): Command {
  const command = new Command('capture').description('SQL for capture: printed, never executed');
  command
    .command('install')
    .description("SQL that makes Threadline's tables and the capture function")
    .option('--config <FILE>', 'threadline.config.json')
    .action(
      bind<CaptureOptions>((context) => print(context, (found) => captureInstallSql({ ...found, era }))),
    );
  command
    .command('triggers')
    .description('SQL that starts the capture of tables')
    .option('--tables <A,B>', 'tables, NAME or SCHEMA.NAME; default: all of --config')
    .option('--config <FILE>', 'threadline.config.json: exclude, mask, prior values and keys of each table')
    .option('--diff', 'compare with what the database has deployed, instead')
    .action(
      bind<CaptureOptions>(async (context) => {
        if (context.options.diff === true) return printDiff(context);
        return print(context, (found) =>
          captureTriggerSql({ ...found, era, tables: wantedTables(context, found.config) }),
        );
      }),
    );
  command
    .command('uninstall')
    .description('SQL that ends the capture of tables; what was captured stays')
    .option('--tables <A,B>', 'tables, NAME or SCHEMA.NAME; default: all of --config')
    .option('--config <FILE>', 'threadline.config.json')
    .action(
      bind<CaptureOptions>((context) =>
        print(context, (found) => {
          const tables = wantedTables(context, found.config).map(({ table }) => table);
          return captureUninstallSql({ ...found, era, tables });
        }),
      ),
    );
  return command;
}

interface Settings {
  readonly storageSchema: string;
  readonly config: ThreadlineConfig;
}

/** What is asked for; without a database to look into, the schema nobody named is upstream's `public`. */
async function settings({ options }: Context<CaptureOptions>): Promise<Settings> {
  const config = await configOf(options);
  return { config, storageSchema: options.storageSchema ?? config.storage_schema ?? 'public' };
}

async function configOf({ config }: CaptureOptions): Promise<ThreadlineConfig> {
  return config === undefined ? noConfig : await readThreadlineConfig(config);
}

/** The schema nobody named is the one the database has its audit tables in. */
async function printDiff(context: Context<CaptureOptions>): Promise<void> {
  const config = await configOf(context.options);
  const tables = wantedTables(context, config);
  const asked = context.options.storageSchema ?? config.storage_schema;
  const options = { ...context.options, ...(asked === null ? {} : { storageSchema: asked }) };
  const drift = await withSource({ ...context, options }, (source) => {
    const storageSchema = asked ?? source.capability.storage_schema;
    return compareCapture(source, captureFunctions({ storageSchema, era, tables }), context.signal);
  });
  const { json = false } = context.options;
  await context.print(json ? `${writeJson({ functions: drift })}\n` : captureDiffText(drift));
}

async function print(
  context: Context<CaptureOptions>,
  generate: (settings: Settings) => string,
): Promise<void> {
  const sql = generate(await settings(context));
  await context.print(context.options.json === true ? `${writeJson({ sql })}\n` : sql);
}

/** `--tables` chooses; the configuration, where it knows the table, says how. */
function wantedTables(
  { options }: Context<CaptureOptions>,
  config: ThreadlineConfig,
): readonly TableCapture[] {
  const configured = configuredTables(config);
  if (options.tables === undefined) {
    if (configured.length > 0) return configured;
    throw new InvestigatorError('usage', 'no table is named', {
      hint: 'Give --tables a,b or a --config that describes tables.',
    });
  }
  const names = options.tables.split(',').map((name) => name.trim());
  return names.map((name) => configured.find(({ table }) => sameTable(table, name)) ?? { table: name });
}

function sameTable(a: string, b: string): boolean {
  const full = (name: string): string => (name.includes('.') ? name : `public.${name}`);
  return full(a) === full(b);
}
