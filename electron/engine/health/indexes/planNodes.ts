/** Nodes of an EXPLAIN text: the plan without its costs and conditions, and what it reads as a whole. */
export interface PlanNodes {
  readonly nodes: readonly string[];
  readonly readsWhole: readonly string[];
}

const NODE = /^(\s*)(?:->\s+)?(.+?)\s+\(cost=/;

/** Two blanks a level; a table read by Seq Scan is named once. Pure. */
export function planNodes(lines: readonly string[]): PlanNodes {
  const nodes = lines.flatMap((line) => {
    const [, space, text] = NODE.exec(line) ?? [];
    return text === undefined ? [] : [`${' '.repeat(Math.ceil((space ?? '').length / 3))}${text}`];
  });
  const whole = nodes.flatMap((node) => {
    const [, table] = /Seq Scan on (\S+)/.exec(node) ?? [];
    return table === undefined ? [] : [table];
  });
  return { nodes, readsWhole: [...new Set(whole)] };
}
