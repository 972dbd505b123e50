import type { Context } from './context.ts';

/** Makes a commander action out of a command's function; operands come as text. */
export type Bind = <Options>(
  work: (context: Context<Options>, ...operands: string[]) => Promise<void>,
) => (...args: unknown[]) => Promise<void>;
