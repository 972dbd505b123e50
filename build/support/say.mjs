/** One line of progress. stderr, so that a command's own output can be piped. */
export function say(message) {
  process.stderr.write(`· ${message}\n`);
}

/** What a person can put right themselves: shown as one line, without a stack trace. */
export class Problem extends Error {
  /** @param {string} message what is missing @param {string} [remedy] the command that supplies it */
  constructor(message, remedy) {
    super(remedy === undefined ? message : `${message}: run \`${remedy}\``);
    this.name = 'Problem';
  }
}

export function failWith(message) {
  process.stderr.write(`✗ ${message}\n`);
  process.exit(1);
}

/** Runs a command's main function; a Problem becomes its one line, anything else is a bug and keeps its stack. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    failWith(error instanceof Problem ? error.message : (error?.stack ?? String(error)));
  }
}
