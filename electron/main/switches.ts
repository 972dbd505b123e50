export interface Switches {
  /** Open the embedded demo as soon as the window is there. */
  readonly openDemo: boolean;
  /** Walk the road once without a person, print a line a step, exit 0 or 1. */
  readonly smoke: boolean;
  /** The deep link the system started us with, unchecked. */
  readonly deepLink: string | null;
}

export const DEEP_LINK_SCHEME = 'investigator';

/** Reads the application's own switches; Chromium's and unknown ones are not ours to judge. */
export function parseSwitches(argv: readonly string[]): Switches {
  return {
    openDemo: argv.includes('--open-demo'),
    smoke: argv.includes('--smoke'),
    deepLink: argv.find((argument) => argument.startsWith(`${DEEP_LINK_SCHEME}:`)) ?? null,
  };
}
