import { useMemo, type ReactNode } from 'react';
import { useSearch } from '@tanstack/react-router';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { KeyOrdersContext, keyOrders } from '@renderer/lib/rowKey.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import { ErrorPanel } from '@renderer/ui/States.tsx';
import { Screen, ScreenHead } from '@renderer/ui/Screen.tsx';
import { Answer } from '@renderer/ui/Answer.tsx';
import css from './Row.module.css';
import { RowView } from './RowView.tsx';
import { useLife } from './useLife.ts';
import { canonical } from './useRow.ts';

interface RowOfProps {
  readonly source: OpenSource;
  readonly table: string;
  readonly pk: string;
}

/** Resolves which row is meant; everything else is asked of the row as capture writes it. */
export function RowOf({ source, table, pk }: RowOfProps): ReactNode {
  const search = useSearch({ from: '/row' });
  const { triggers } = useCapability(source);
  const orders = useMemo(() => keyOrders(triggers), [triggers]);
  const slip = slipOf([search.at, search.a, search.b, search.since, search.until, search.from, search.to]);
  const life = useLife({
    source: source.source,
    table,
    pk,
    from: slip === null ? canonical(search.from) : null,
    to: slip === null ? canonical(search.to) : null,
  });
  if (life.row !== null && slip === null)
    return (
      <KeyOrdersContext value={orders}>
        <RowView source={source} row={life.row} life={life} />
      </KeyOrdersContext>
    );
  return (
    <Screen>
      <ScreenHead title="Row" crumbs={<span className="mono">{`${table} ${pk}`}</span>} />
      <div className={css['pad']}>
        {slip === null ? (
          <Answer query={life.query} what="the versions of the row" lines={12}>
            {() => null}
          </Answer>
        ) : (
          <ErrorPanel error={slip} title="The address names a moment that is none" />
        )}
      </div>
    </Screen>
  );
}

/** The first of the moments of an address that is none. */
function slipOf(moments: readonly (string | undefined)[]): InvestigatorError | null {
  try {
    for (const moment of moments) if (moment !== undefined) parseInstant(moment);
    return null;
  } catch (error) {
    return asInvestigatorError(error);
  }
}
