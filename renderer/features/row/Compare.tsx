import { ArrowLeftRight, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RowComparison } from '@shared/domain/rowStates.ts';
import { plural } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { formatInstant, formatShort, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { IconButton, Segmented } from '@renderer/ui/Button.tsx';
import { Absent } from '@renderer/ui/Marks.tsx';
import { FieldTable, Value, WholeValues, type FieldRow } from './FieldTable.tsx';
import { Part } from './Part.tsx';
import css from './Row.module.css';
import type { RowQuestion } from './useLife.ts';
import { setterBetween, versionName, type Version } from './versions.ts';
import { explainField } from './words.ts';

export interface Pair {
  readonly a: string;
  readonly b: string;
}

interface CompareProps {
  readonly question: RowQuestion;
  readonly versions: readonly Version[];
  /** null while there are not two versions to choose from. */
  readonly pair: Pair | null;
  readonly all: boolean;
  readonly zone: Zone;
  readonly onPair: (pair: Pair) => void;
  readonly onAll: (all: boolean) => void;
}

/** The row at two moments, field by field, and what captured changes say of each difference. */
export function Compare({ question, versions, pair, all, zone, onPair, onAll }: CompareProps): ReactNode {
  const query = useAnswer('rows.compare', pair === null ? null : { ...question, at: pair.a, and: pair.b }, {
    keep: true,
  });
  if (pair === null)
    return (
      <Part title="Compare">
        <p className="dim">
          {versions.length === 1
            ? 'One captured version: there is no other to compare it with.'
            : 'There is no captured version.'}
        </p>
      </Part>
    );
  const { data } = query;
  const pick = (side: 'a' | 'b'): ReactNode => (
    <Pick
      side={side}
      moment={pair[side]}
      versions={versions}
      zone={zone}
      onPick={(moment) => onPair({ ...pair, [side]: moment })}
    />
  );
  return (
    <Part
      title="Compare"
      tools={
        <>
          <span className={css['pick']}>
            {pick('a')}
            <IconButton label="Swap A and B" shortcut="x" onClick={() => onPair({ a: pair.b, b: pair.a })}>
              <ArrowLeftRight size={13} strokeWidth={1.5} />
            </IconButton>
            {pick('b')}
          </span>
          <Segmented
            label="Fields"
            value={all ? 'all' : 'changed'}
            options={[
              { value: 'changed', label: 'Changed' },
              { value: 'all', label: data === undefined ? 'All' : `All ${data.fields.length}` },
            ]}
            onChange={(value) => onAll(value === 'all')}
          />
        </>
      }
    >
      <Answer query={query} what="the two moments" lines={5}>
        {(told) => <Fields told={told} pair={pair} versions={versions} all={all} zone={zone} />}
      </Answer>
    </Part>
  );
}

function Pick({
  side,
  moment,
  versions,
  zone,
  onPick,
}: {
  readonly side: 'a' | 'b';
  readonly moment: string;
  readonly versions: readonly Version[];
  readonly zone: Zone;
  readonly onPick: (moment: string) => void;
}): ReactNode {
  const letter = side.toUpperCase();
  // Of versions of one instant the newest is what the row is as of it.
  const moments = new Map<string, Version>();
  for (const version of versions) {
    const at = version.entry.audit_change.captured_at;
    if (!moments.has(at)) moments.set(at, version);
  }
  return (
    <>
      <span className={css['ab']} aria-hidden="true">
        {letter}
      </span>
      <select
        className={css['select']}
        aria-label={`${letter}: moment to compare`}
        value={moment}
        onChange={({ target }) => onPick(target.value)}
      >
        {!moments.has(moment) && <option value={moment}>{formatInstant(moment, zone)}</option>}
        {[...moments].map(([at, version]) => (
          <option key={at} value={at}>
            {version.number === null
              ? formatInstant(at, zone)
              : `${versionName(version, zone)} · ${formatShort(at, zone)}`}
          </option>
        ))}
      </select>
    </>
  );
}

function Fields({
  told,
  pair,
  versions,
  all,
  zone,
}: Pick<CompareProps, 'versions' | 'all' | 'zone'> & {
  readonly told: RowComparison;
  readonly pair: Pair;
}): ReactNode {
  const isQuiet = (field: RowComparison['fields'][number]): boolean =>
    field.state === 'same' && field.updates_between === 0;
  const shown = all ? told.fields : told.fields.filter((field) => !isQuiet(field));
  const hidden = told.fields.length - shown.length;
  const rows = shown.map((field): FieldRow => {
    const by = setterBetween(versions, field.name, pair.a, pair.b);
    const { text, warn } = explainField(field, told, by, zone);
    const masked = field.state === 'masked';
    const same = field.state === 'same';
    const cell = (side: 'before' | 'after'): ReactNode => {
      const [value, other] = side === 'before' ? [field.before, field.after] : [field.after, field.before];
      if (value === null) return <Absent key={side}>not in it</Absent>;
      return (
        <Value
          key={side}
          text={value}
          against={same || masked ? undefined : (other ?? undefined)}
          masked={masked}
          side={same ? 'equal' : side}
        />
      );
    };
    return {
      name: field.name,
      warn,
      cells: [
        cell('before'),
        cell('after'),
        <span key="why" className={warn ? css['why'] : 'sub'} title={text}>
          {warn && <Unlink size={12} aria-hidden="true" />}
          {text}
        </span>,
      ],
      detail: <WholeValues before={field.before} after={field.after} />,
    };
  });
  return (
    <>
      {[told.before, told.after].map(({ status }, at) =>
        status === 'present' ? null : (
          <p key={at} className={css['note']}>
            {at === 0 ? 'A' : 'B'}:{' '}
            {status === 'deleted_record' ? 'the row is deleted then.' : 'nothing is captured so early.'}
          </p>
        ),
      )}
      {rows.length > 0 && (
        <FieldTable
          label="The row at A and at B"
          columns={[
            sideName('A', pair.a, versions, zone),
            sideName('B', pair.b, versions, zone),
            'Explained by',
          ]}
          rows={rows}
        />
      )}
      <p className={css['foot']}>
        {hidden > 0 && `${plural(hidden, rows.length > 0 ? 'more field' : 'field')} equal in both. `}
        {plural(told.changes_between, 'captured change')} in between
        {told.deletes_between > 0 && `, ${plural(told.deletes_between, 'delete')} among them`}.
        {told.not_captured.length > 0 && ` Capture leaves out now: ${told.not_captured.join(', ')}.`}
      </p>
    </>
  );
}

function sideName(letter: string, moment: string, versions: readonly Version[], zone: Zone): string {
  const version = versions.find(({ entry }) => entry.audit_change.captured_at === moment);
  return `${letter}: ${version === undefined ? formatInstant(moment, zone) : versionName(version, zone)}`;
}
