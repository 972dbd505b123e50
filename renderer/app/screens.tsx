import {
  Cable,
  ChartColumnStacked,
  GitCommitVertical,
  Rows3,
  ScrollText,
  Unlink,
  type LucideIcon,
} from 'lucide-react';

export interface ScreenEntry {
  /** Also the id of the command that goes there. */
  readonly id: string;
  readonly to: '/connections' | '/overview' | '/timeline' | '/row' | '/integrity' | '/ledger';
  readonly name: string;
  readonly keys: string;
  readonly icon: LucideIcon;
  /** Only with a connection in front. */
  readonly needsSource: boolean;
}

/** The screens one can go to, in the order of the rail: rail, palette, keys and menu are made from this. */
export const screens: readonly ScreenEntry[] = [
  {
    id: 'connections',
    to: '/connections',
    name: 'Connections',
    keys: 'g c',
    icon: Cable,
    needsSource: false,
  },
  {
    id: 'overview',
    to: '/overview',
    name: 'Overview',
    keys: 'g o',
    icon: ChartColumnStacked,
    needsSource: true,
  },
  {
    id: 'timeline',
    to: '/timeline',
    name: 'Timeline',
    keys: 'g t',
    icon: GitCommitVertical,
    needsSource: true,
  },
  {
    id: 'rows',
    to: '/row',
    name: 'Rows',
    keys: 'g r',
    icon: Rows3,
    needsSource: true,
  },
  {
    id: 'integrity',
    to: '/integrity',
    name: 'Integrity',
    keys: 'g i',
    icon: Unlink,
    needsSource: true,
  },
  {
    id: 'ledger',
    to: '/ledger',
    name: 'Ledger',
    keys: 'g l',
    icon: ScrollText,
    needsSource: false,
  },
];
