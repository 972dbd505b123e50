import { useCallback, useEffect, useState } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ChannelName } from '@shared/ipc/channels.ts';
import type { Request, Response } from '@shared/ipc/contract.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';

/** A question that may take long: asked once the screen stands, and stopped where somebody says so. */
export interface Heavy<T> {
  readonly query: UseQueryResult<T>;
  readonly stopped: boolean;
  readonly stop: () => void;
  readonly resume: () => void;
}

/** `request` null: not wanted yet. */
export function useHeavy<C extends ChannelName>(channel: C, request: Request<C> | null): Heavy<Response<C>> {
  const [stands, setStands] = useState(false);
  const [stopped, setStopped] = useState(false);
  // What is on screen is painted before anything more is asked.
  useEffect(() => {
    const timer = setTimeout(() => setStands(true), 0);
    return () => clearTimeout(timer);
  }, []);
  const query = useAnswer(channel, stands && !stopped ? request : null);
  const stop = useCallback(() => setStopped(true), []);
  const resume = useCallback(() => setStopped(false), []);
  return { query, stopped, stop, resume };
}
