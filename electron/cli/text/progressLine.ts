interface ProgressLine {
  readonly show: (text: string) => void;
  /** Takes the line away before anything else is written. */
  readonly clear: () => void;
}

/** One line on a terminal, rewritten in place; nothing anywhere else or with --quiet. */
export function progressLine(stream: NodeJS.WriteStream, quiet: boolean): ProgressLine {
  const on = stream.isTTY && !quiet;
  let shown = false;
  return {
    show: (text) => {
      if (!on) return;
      shown = true;
      stream.write(`\r${text.slice(0, Math.max(stream.columns - 1, 20))}\u001b[K`);
    },
    clear: () => {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
