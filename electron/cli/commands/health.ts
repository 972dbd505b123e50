import { Command } from 'commander';
import { readThreadlineConfig } from '@engine/config/threadlineConfig.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { readCoverage } from '@engine/health/coverage.ts';
import { schemaExists } from '@engine/health/schemaExists.ts';
import type { SchemaCoverage } from '@shared/domain/coverage.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { Bind } from '../bind.ts';
import { withSource } from '../context.ts';
import { coverageText } from '../text/coverageText.ts';

interface CoverageOptions {
  readonly schema?: string;
  readonly allSchemas?: boolean;
  readonly config?: string;
}

/** `health coverage`: which tables have a capture trigger now (CONTRACT §7.1, §7.2). */
export function healthCommand(bind: Bind): Command {
  const command = new Command('health').description('is capture in place');
  command
    .command('coverage')
    .description('which tables have a capture trigger now; exit 0 whatever it finds')
    .option('--schema <NAME>', 'schema to look at; default: public')
    .option('--all-schemas', 'every schema that holds a table')
    .option('--config <FILE>', 'threadline.config.json: tables uncovered on purpose')
    .action(
      bind<CoverageOptions>(async (context) => {
        const { schema, allSchemas = false, config: file, json = false } = context.options;
        if (schema !== undefined && allSchemas)
          throw new InvestigatorError('usage', '--schema and --all-schemas contradict each other', {
            hint: 'Choose one.',
          });
        const config = file === undefined ? null : await readThreadlineConfig(file);
        const request = {
          expected: config?.health.expected_uncovered_tables ?? [],
          auditAnyway: config?.health.audit_anyway ?? [],
        };
        if (schema !== undefined) checkSchemaName(schema);
        const { schemas } = await withSource(context, async (source) => {
          const coverage = await readCoverage(source, request, context.signal);
          if (schema !== undefined) await refuseUnknown(source, coverage.schemas, schema, context.signal);
          return coverage;
        });
        const wanted = allSchemas ? schemas : [oneSchema(schemas, schema ?? 'public')];
        const document = allSchemas ? allDocument(schemas) : wanted[0];
        await context.print(json ? `${writeJson(document)}\n` : coverageText(wanted, context.paint));
      }),
    );
  return command;
}

/** CONTRACT §7.1. Error: `invalid_identifier`. */
function checkSchemaName(schema: string): void {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new InvestigatorError(
      'invalid_identifier',
      `${JSON.stringify(schema)} is not a valid schema name`,
      {
        hint: 'Lower-case letters, digits and _, at most 63; see --all-schemas for others.',
      },
    );
}

async function refuseUnknown(
  source: AuditSource,
  known: readonly SchemaCoverage[],
  schema: string,
  signal: AbortSignal,
): Promise<void> {
  if (known.some((coverage) => coverage.schema === schema)) return;
  if (await schemaExists(source, schema, signal)) return;
  throw new InvestigatorError('not_found', `the database has no schema ${schema}`, {
    hint: `Schemas with tables: ${known.map((coverage) => coverage.schema).join(', ')}.`,
  });
}

/** A schema without any table is not an error upstream: its lists are empty. */
function oneSchema(schemas: readonly SchemaCoverage[], schema: string): SchemaCoverage {
  const found = schemas.find((coverage) => coverage.schema === schema);
  return found ?? { schema, covered: [], uncovered: [], expected_uncovered: [] };
}

function allDocument(schemas: readonly SchemaCoverage[]): object {
  const sum = (of: (coverage: SchemaCoverage) => readonly unknown[]): number =>
    schemas.reduce((total, coverage) => total + of(coverage).length, 0);
  return {
    schemas: Object.fromEntries(schemas.map((coverage) => [coverage.schema, coverage])),
    summary: {
      schemas: schemas.length,
      covered: sum(({ covered }) => covered),
      uncovered: sum(({ uncovered }) => uncovered),
      expected_uncovered: sum(({ expected_uncovered }) => expected_uncovered),
    },
  };
}
