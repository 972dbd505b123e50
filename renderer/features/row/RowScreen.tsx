import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { ChooseRow } from './ChooseRow.tsx';
import { RowOf } from './RowOf.tsx';

/** The life of one row of the connection in front. */
export function RowScreen(): ReactNode {
  const { table, pk } = useSearch({ from: '/row' });
  return (
    <OnSource what="A row">
      {(source) =>
        table === undefined || pk === undefined ? (
          <ChooseRow source={source} table={table ?? ''} />
        ) : (
          <RowOf key={`${table} ${pk}`} source={source} table={table} pk={pk} />
        )
      }
    </OnSource>
  );
}
