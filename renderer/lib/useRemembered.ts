import { useCallback, useState } from 'react';

/** A choice among few that outlives the session, by a name of its own. */
export function useRemembered<T extends string>(
  name: string,
  options: readonly T[],
  initial: T,
): readonly [T, (next: T) => void] {
  const [chosen, setChosen] = useState(() => {
    const stored = localStorage.getItem(name);
    return options.find((option) => option === stored) ?? initial;
  });
  const choose = useCallback(
    (next: T) => {
      setChosen(next);
      localStorage.setItem(name, next);
    },
    [name],
  );
  return [chosen, choose];
}
