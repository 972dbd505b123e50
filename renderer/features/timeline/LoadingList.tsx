import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '@renderer/ui/Button.tsx';
import { LoadingLine } from './List.tsx';
import css from './List.module.css';

const SLOW_MS = 1500;

/** Skeletons at the places the rows will have; after a while also a way to stop. */
export function LoadingList({ onCancel }: { readonly onCancel: () => void }): ReactNode {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css['tbl']} aria-busy="true">
      <div className={css['th']} />
      <div className={css['body']}>
        {Array.from({ length: 14 }, (_, index) => (
          <LoadingLine key={index} top={24 + index * 24} words="" />
        ))}
        {slow && (
          <div className={css['edge']} style={{ transform: 'translateY(400px)' }} role="status">
            The database is still reading.
            <Button onClick={onCancel}>Stop the question</Button>
          </div>
        )}
      </div>
    </div>
  );
}
