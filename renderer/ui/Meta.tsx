import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { jsonKind, type JsonText } from '@shared/domain/jsonText.ts';
import { metaLinks } from '@renderer/lib/metaLinks.ts';
import { JsonTree } from './JsonTree.tsx';
import css from './Meta.module.css';

interface MetaProps {
  readonly text: JsonText;
  /** The window of time that is kept where a value leads. */
  readonly within?: { readonly from?: string | undefined; readonly to?: string | undefined };
}

/**
 * What an application wrote beside a transaction: its members as names and values, nested ones as trees. A single
 * value leads to the changes of every transaction that carries it.
 */
export function Meta({ text, within = {} }: MetaProps): ReactNode {
  if (jsonKind(text) !== 'object') return <JsonTree text={text} />;
  const { from, to } = within;
  return (
    <dl className={css['meta']}>
      {metaLinks(text).flatMap(({ name, value, text: said, filter }) => [
        <dt key={`${name} name`}>{name}</dt>,
        <dd key={name}>
          {filter === null ? (
            <JsonTree text={value} open={0} />
          ) : (
            <Link to="/timeline" search={{ from, to, meta: [filter] }} className="lk">
              {said}
            </Link>
          )}
        </dd>,
      ])}
    </dl>
  );
}
