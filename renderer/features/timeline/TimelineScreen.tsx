import type { ReactNode } from 'react';
import { OnSource } from '@renderer/ui/OnSource.tsx';
import { TimelineView } from './TimelineView.tsx';

/** The timeline of the connection in front, or what to do when there is none. */
export function TimelineScreen(): ReactNode {
  return <OnSource what="A timeline">{(source) => <TimelineView source={source} />}</OnSource>;
}
