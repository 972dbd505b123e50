import type { ReactNode } from 'react';
import { jsonKind, type JsonText } from '@shared/domain/jsonText.ts';
import { scalarText } from '@renderer/lib/change.ts';
import { isNested, sortedMembers } from '@renderer/lib/fieldDiff.ts';
import { JsonTree } from './JsonTree.tsx';
import css from './Meta.module.css';

/** What an application wrote beside a transaction: its members as names and values, nested ones as trees. */
export function Meta({ text }: { readonly text: JsonText }): ReactNode {
  if (jsonKind(text) !== 'object') return <JsonTree text={text} />;
  return (
    <dl className={css['meta']}>
      {sortedMembers(text).flatMap(([name, value]) => [
        <dt key={`${name} name`}>{name}</dt>,
        <dd key={name}>{isNested(value) ? <JsonTree text={value} open={0} /> : scalarText(value)}</dd>,
      ])}
    </dl>
  );
}
