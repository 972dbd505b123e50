interface Labels {
  readonly from: string;
  readonly to: string;
}

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const context = 3;

/**
 * The difference of two texts as `diff -u` prints it, line by line with three lines around each change; empty
 * when there is none.
 */
export function unifiedDiff(from: string, to: string, labels: Labels): string {
  const lines = compare(from.split('\n'), to.split('\n'));
  const blocks = hunks(lines);
  if (blocks.length === 0) return '';
  return [`--- ${labels.from}`, `+++ ${labels.to}`, ...blocks, ''].join('\n');
}

/** Longest common subsequence by dynamic programming: bodies are hundreds of lines, not millions. */
function compare(a: readonly string[], b: readonly string[]): readonly Line[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ mark: ' ', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ mark: '-', text: a[i] ?? '' });
      i += 1;
    } else {
      lines.push({ mark: '+', text: b[j] ?? '' });
      j += 1;
    }
  }
  return lines;
}

function hunks(lines: readonly Line[]): readonly string[] {
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - context), i + context + 1).some((line) => line.mark !== ' '),
  );
  const blocks: string[] = [];
  let before = 1;
  let after = 1;
  for (let i = 0; i < lines.length;) {
    let end = i;
    while (end < lines.length && near[end] === near[i]) end += 1;
    const part = lines.slice(i, end);
    const removed = part.filter((line) => line.mark !== '+').length;
    const added = part.filter((line) => line.mark !== '-').length;
    if (near[i] === true) {
      blocks.push(`@@ -${range(before, removed)} +${range(after, added)} @@`);
      blocks.push(...part.map((line) => line.mark + line.text));
    }
    before += removed;
    after += added;
    i = end;
  }
  return blocks;
}

/** An empty range names the line before it, as diff does. */
function range(start: number, length: number): string {
  if (length === 0) return `${start - 1},0`;
  return length === 1 ? String(start) : `${start},${length}`;
}
