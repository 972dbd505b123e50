import { useEffect, useState } from 'react';

/** From then on waiting is spoken of. */
const LATE_S = 2;

/** Whole seconds something has been waited for, once they are two; null before, and when nothing is waited for. */
export function useLate(waiting: boolean): number | null {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setInterval(() => setSeconds((known) => known + 1), 1000);
    return () => {
      clearInterval(timer);
      setSeconds(0);
    };
  }, [waiting]);
  return waiting && seconds >= LATE_S ? seconds : null;
}
