import type { ReactNode } from 'react';
import type { ColumnContradiction } from '@shared/domain/integrity.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { groupBy } from '@renderer/lib/groupBy.ts';
import { isNested } from '@renderer/lib/fieldDiff.ts';
import { FieldBody } from '@renderer/ui/Diff.tsx';
import { JsonTree } from '@renderer/ui/JsonTree.tsx';
import css from './Integrity.module.css';
import { contradictionWords } from './words.ts';

/** What contradicts itself, column by column, every value as stored. */
export function Contradictions({ columns }: { readonly columns: readonly ColumnContradiction[] }): ReactNode {
  const byName = [...groupBy(columns, ({ name }) => name)];
  return (
    <div className={css['columns']}>
      {byName.map(([name, own]) => (
        <section key={name} aria-label={name}>
          <h5>{name}</h5>
          {own.map(({ kind, before, after }) => (
            <div key={kind}>
              <p>{contradictionWords(kind)}</p>
              {kind === 'unchanged' ? (
                <Value text={after} />
              ) : (
                <FieldBody field={{ kind: 'changed', name, before, after }} />
              )}
            </div>
          ))}
        </section>
      ))}
    </div>
  );
}

/** A value both versions have: of a nested one that it is there, and what it holds where asked. */
function Value({ text }: { readonly text: JsonText }): ReactNode {
  return isNested(text) ? <JsonTree text={text} open={0} /> : <code>{text}</code>;
}
