import { create } from 'zustand';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import { now } from './zone.ts';

type DialogName = 'palette' | 'keymap' | 'export';

/** What is open on the desk that is not part of the question (that lives in the address). */
interface Desk {
  readonly dialog: DialogName | null;
  /** Sources that stopped answering, since when and why. */
  readonly lost: Readonly<Record<string, { readonly at: string; readonly error: InvestigatorError }>>;
  /** What the status line says about the screen in front. */
  readonly status: string | null;
  readonly show: (dialog: DialogName | null) => void;
  readonly setLost: (source: string, error: InvestigatorError | null) => void;
  readonly setStatus: (status: string | null) => void;
}

export const useDesk = create<Desk>((set) => ({
  dialog: null,
  lost: {},
  status: null,
  show: (dialog) => set({ dialog }),
  setLost: (source, error) =>
    set((state) => {
      const others = Object.entries(state.lost).filter(([name]) => name !== source);
      const mine = error === null ? [] : [[source, { at: now(), error }] as const];
      return { lost: Object.fromEntries([...others, ...mine]) };
    }),
  setStatus: (status) => set({ status }),
}));
