import type { Filters } from '@shared/domain/filters.ts';
import type { ClockRelation, Finding, Integrity, IntegrityProgress, Note } from '@shared/domain/integrity.ts';
import { findingCodes } from '@shared/domain/integrity.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { aroundNotes } from './around/notes.ts';
import { captureFindings } from './capture/switched.ts';
import { chainFindings } from './chain/chain.ts';
import { checksOf } from './checks.ts';
import { clockFindings, type ClockFindings } from './clock/findings.ts';
import { fold } from './fold.ts';
import { liveChecks } from './live/liveChecks.ts';
import { readTrail, surroundingsOf, type Surroundings } from './surroundings.ts';
import { selectionOf } from './selection.ts';

export interface IntegrityQuestion {
  readonly filters: Filters;
}

export interface IntegrityOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: IntegrityProgress) => void) | undefined;
  /** Of every statement; 0, as without, is no limit. */
  readonly statementTimeoutMs?: number;
}

/** Findings of one check beyond this are not listed; `capped` says so. */
const MOST = 5_000;

/**
 * What the database itself tells about the selected part of its trail: rows written by others than they name, row
 * lives that contradict themselves, live rows no change explains, capture that was switched. One snapshot, set by
 * set on the server; only what is found travels. Findings in the order of their codes, oldest claim first.
 * Without `statementTimeoutMs` no time limit of its own: cancel it. Errors: `invalid_filter`, `unavailable_filter`, those of Session.read.
 */
export async function checkIntegrity(
  { session, capability }: AuditSource,
  { filters }: IntegrityQuestion,
  { signal, onProgress, statementTimeoutMs = 0 }: IntegrityOptions = {},
): Promise<Integrity> {
  const selection = selectionOf(capability, filters);
  const begun = performance.now();
  const say = (
    check: IntegrityProgress['check'],
    step: string,
    fraction: number,
    rows: number | null = null,
  ): void => onProgress?.({ check, step, fraction, rows });
  return session.read({ signal, lane: 'export', statementTimeoutMs }, async (tx) => {
    say('clock', 'Reading the transaction-id clock', 0);
    await giveMemory(tx);
    const around = await surroundingsOf(tx, capability, selection, await readTrail(tx, capability));
    const { judged, tables, clock, changes } = around;
    say('clock', 'Looking for rows written by others than they name', 0.1, changes);
    // Of a trail that is not all in sight only the catalogue is asked.
    const isWhole = around.hidden === null;
    const written = isWhole ? await clockFindings(tx, capability, selection, judged, MOST) : NO_CLOCK;
    say('capture', 'Dating the capture triggers', 0.2);
    const capture = await captureFindings(tx, capability, selection, tables, clock.transactions);
    say('chain', 'Comparing versions of rows', 0.2, changes);
    const { policies, placeholders, olderSettings } = around;
    const question = {
      selection,
      policies: isWhole ? policies : [],
      placeholders,
      olderSettings,
      limit: MOST,
    };
    const chain = await chainFindings(tx, capability, question);
    say('live', 'Comparing live rows', 0.6, 0);
    const beside = isWhole ? around : { ...around, names: [] };
    const live = await liveChecks(tx, capability, selection, beside, MOST, (table, part, rows) =>
      say('live', `Comparing live rows of ${table}`, 0.6 + 0.3 * part, rows),
    );
    say('live', 'Comparing live rows', 0.9, live.rows);
    say('around', 'Looking around', 0.9);
    const { notes, empty } = await aroundNotes(tx, capability, selection, tables, isWhole);
    const findings = fold(written, [...chain.findings, ...live.findings], chain.spans, empty);
    const checks = checksOf(around, live.checks);
    say('around', 'Done', 1);
    return {
      applies: { clock: judged.every(({ applies }) => applies), relations: judged.map(relationOf) },
      checks,
      could_not_tell: checks.filter(({ state }) => state !== 'ran').length,
      capture: capture.states,
      findings: inOrder([...findings, ...capture.findings]),
      capped: [written, chain, live].some(({ capped }) => capped),
      notes: [...clockNotes(judged), ...keyNotes(around), ...live.notes, ...notes],
      checked: {
        narrow: selection.reach === 'narrow',
        changes: around.changes,
        rows: live.rows,
        tables: around.names.length,
        from: selection.from ?? around.oldest,
        to: selection.to ?? around.newest,
        seconds: Math.round(performance.now() - begun) / 1000,
      },
    };
  });
}

/** Sorting a long trail in PostgreSQL's usual 4 MB goes through the disk several times. */
async function giveMemory(tx: ReadTransaction): Promise<void> {
  await tx.rows({ text: "SELECT set_config('work_mem', '64MB', true)", values: [] });
}

const NO_CLOCK: ClockFindings = { findings: [], changes: new Set(), capped: false };
const WHOLE = { table_schema: null, table_name: null } as const;

function relationOf({
  relation,
  holds,
  rows,
  agreeing,
  applies,
  since,
  reason,
}: ClockRelation): ClockRelation {
  return { relation, holds, rows, agreeing, applies, since, reason };
}

function clockNotes(judged: readonly ClockRelation[]): readonly Note[] {
  return judged
    .filter(({ reason }) => reason !== null)
    .map(({ relation, reason, rows, agreeing }) => ({
      ...WHOLE,
      code: 'clock_void',
      count: rows - agreeing,
      text: `The transaction-id clock does not apply to ${relation}: ${reason ?? ''}.`,
      examples: [],
    }));
}

function keyNotes({ unresolved }: Surroundings): readonly Note[] {
  return unresolved.map(({ table_schema, table_name, count }) => ({
    code: 'unresolved_keys',
    table_schema,
    table_name,
    count,
    text: `${count} changes of ${table_schema}.${table_name} do not say which row they are of; their rows cannot be checked.`,
    examples: [],
  }));
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const rank = ({ code, claimed_at, written, table_pk }: Finding): string =>
    [String(findingCodes.indexOf(code)), claimed_at ?? written?.after ?? '', table_pk ?? ''].join('\0');
  return findings.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
