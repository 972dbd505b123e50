import { useEffect, type ReactNode } from 'react';
import { create } from 'zustand';

/** Something a person can do: in the palette, by key, from the menu. One registry serves all three. */
export interface Command {
  /** Stable; also what main's menu names. */
  readonly id: string;
  readonly title: string;
  readonly group: 'Go to' | 'Question' | 'Change' | 'Transaction' | 'Connection' | 'Application';
  /** `e`, `g t` (one after the other), `mod+k`. */
  readonly keys?: string;
  readonly icon?: ReactNode;
  /** Words by which it may be found besides its title. */
  readonly words?: string;
  /** In the keymap, not in the palette: what makes no sense from there. */
  readonly keysOnly?: boolean;
  /** A choice that is made already: marked. */
  readonly inUse?: boolean;
  readonly run: () => void;
}

interface Registry {
  readonly sets: ReadonlyMap<symbol, readonly Command[]>;
  readonly put: (owner: symbol, commands: readonly Command[]) => void;
  readonly drop: (owner: symbol) => void;
}

export const useRegistry = create<Registry>((set) => ({
  sets: new Map(),
  put: (owner, commands) => set((state) => ({ sets: new Map(state.sets).set(owner, commands) })),
  drop: (owner) =>
    set((state) => {
      const sets = new Map(state.sets);
      sets.delete(owner);
      return { sets };
    }),
}));

/** Offers commands for as long as the component is on screen. */
export function useCommands(commands: readonly Command[]): void {
  const { put, drop } = useRegistry.getState();
  useEffect(() => {
    const owner = Symbol('commands');
    put(owner, commands);
    return () => drop(owner);
  }, [commands, put, drop]);
}

/** All commands on offer now. */
export function allCommands(): readonly Command[] {
  return [...useRegistry.getState().sets.values()].flat();
}

export function runCommand(id: string): boolean {
  const command = allCommands().find((candidate) => candidate.id === id);
  command?.run();
  return command !== undefined;
}
