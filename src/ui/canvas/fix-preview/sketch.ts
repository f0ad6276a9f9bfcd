/** @file sketchOf: a compact layout of a few nodes and their neighbors, in columns from input to output. */
import type { Drawing } from '../../../graph/drawing'

/** How a node changes, with a description of the change. */
export interface Mark {
  readonly how: 'added' | 'removed' | 'changed' | 'rewired'
  readonly change?: string
}

export interface Box {
  readonly id: string
  readonly label: string
  readonly change: string
  readonly how: Mark['how'] | 'near'
  readonly column: number
  readonly row: number
}

export interface Line {
  readonly from: Box
  readonly to: Box
  /** The shape on the wire, as text. */
  readonly flow: string
}

export interface Sketch {
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  readonly columns: number
  readonly rows: number
}

/** Maximum number of nodes in a sketch. */
const MAX_NODES = 12

/** Lays out the marked nodes and their neighbors. */
export function sketchOf(
  { nodes, wires }: Drawing,
  marks: ReadonlyMap<string, Mark>,
  flow: (node: string, out: number) => string,
): Sketch {
  const near = wires.flatMap(({ from, to }) => {
    const changedEnds = [from, to].filter((id) => marks.has(id) && marks.get(id)?.how !== 'rewired')
    return changedEnds.length > 0 ? [from, to] : []
  })
  const included = new Set([...marks.keys(), ...near])
  const shown = nodes.filter(({ id }) => included.has(id)).slice(0, MAX_NODES)
  const ids = new Set(shown.map(({ id }) => id))
  const between = wires.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const columns = columnsOf(ids, between)
  const filled = new Map<number, number>()
  // Keep the drawing's top-to-bottom order, so that branches do not swap.
  const boxes = [...shown]
    .sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x)
    .map(({ id, label }): Box => {
      const column = columns.get(id) ?? 0
      const row = filled.get(column) ?? 0
      filled.set(column, row + 1)
      const mark = marks.get(id)
      return { id, label, change: mark?.change ?? '', how: mark?.how ?? 'near', column, row }
    })
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const lines = between.flatMap(({ from, to, out = 0 }): readonly Line[] => {
    const [a, b] = [byId.get(from), byId.get(to)]
    return a && b ? [{ from: a, to: b, flow: flow(from, out) }] : []
  })
  const most = (numbers: readonly number[]) => Math.max(0, ...numbers)
  return {
    boxes,
    lines,
    columns: most(boxes.map(({ column }) => column)) + 1,
    rows: most(boxes.map(({ row }) => row)) + 1,
  }
}

/** The column of each node: the length of the longest path to it. Cycles are followed once. */
function columnsOf(ids: ReadonlySet<string>, wires: Drawing['wires']): ReadonlyMap<string, number> {
  const columns = new Map([...ids].map((id) => [id, 0]))
  for (let round = 0; round < ids.size; round++) {
    let moved = false
    for (const { from, to } of wires) {
      const column = (columns.get(from) ?? 0) + 1
      if (column < ids.size && column > (columns.get(to) ?? 0)) {
        columns.set(to, column)
        moved = true
      }
    }
    if (!moved) break
  }
  return columns
}
