import { useEffect } from 'react';
import { useDesk } from './desk.ts';

/** What the status line says for as long as the screen is in front; null says nothing. */
export function useStatus(text: string | null): void {
  const setStatus = useDesk((desk) => desk.setStatus);
  useEffect(() => {
    setStatus(text);
    return () => setStatus(null);
  }, [setStatus, text]);
}
