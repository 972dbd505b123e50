/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. Throws where the page has no such place. */
export function fill(page: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = page.indexOf(open);
  const to = page.indexOf(close);
  if (from < 0 || to < from) throw new RangeError(`the page has no place for ${name}`);
  return `${page.slice(0, from + open.length)}\n\n${content.trim()}\n\n${page.slice(to)}`;
}
