/**
 * @file Finds the cycles of a drawing: strongly connected components in one pass (Tarjan, "Depth-first search and
 * linear graph algorithms", 1972), without recursion.
 */

/**
 * Groups of nodes that can reach each other, as indexes. `next[v]` lists the nodes that v's wires lead to. A single
 * node forms a group only if it is wired to itself.
 */
export function findCycles(next: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const seen = new Int32Array(next.length).fill(-1)
  /** Tarjan's low-link: the earliest node on the stack that v is known to reach. */
  const low = new Int32Array(next.length)
  const onStack = new Uint8Array(next.length)
  const at = new Int32Array(next.length)
  const stack: number[] = []
  const path: number[] = []
  const found: number[][] = []
  let clock = 0

  const enter = (v: number) => {
    seen[v] = low[v] = clock++
    onStack[v] = 1
    stack.push(v)
    path.push(v)
  }
  const leave = (v: number) => {
    path.pop()
    const parent = path.at(-1)
    if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[v] as number)
    if (low[v] !== seen[v]) return
    const group = stack.splice(stack.lastIndexOf(v))
    for (const w of group) onStack[w] = 0
    if (group.length > 1 || next[v]?.includes(v)) found.push(group)
  }

  for (let root = 0; root < next.length; root++) {
    if (seen[root] !== -1) continue
    enter(root)
    for (let v = path.at(-1); v !== undefined; v = path.at(-1)) {
      const w = next[v]?.[at[v] as number]
      at[v] = (at[v] as number) + 1
      if (w === undefined) leave(v)
      else if (seen[w] === -1) enter(w)
      else if (onStack[w]) low[v] = Math.min(low[v] as number, seen[w] as number)
    }
  }
  return found
}
