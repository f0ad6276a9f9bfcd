/** @file sketchOf: a few nodes and their neighbors laid out small, in columns in the direction of the data. */
import type { Drawing } from '../../../graph/drawing'

/** How a node changes, and the text of the change. */
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
  /** What flows on it, as text. */
  readonly flow: string
}

export interface Sketch {
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  readonly columns: number
  readonly rows: number
}

/** The most nodes that a small picture shows. */
const MOST = 12

/** The marked nodes and their neighbors. */
export function sketchOf(
  { nodes, wires }: Drawing,
  marks: ReadonlyMap<string, Mark>,
  flow: (node: string, out: number) => string,
): Sketch {
  const near = wires.flatMap(({ from, to }) => {
    const mine = [from, to].filter((id) => marks.has(id) && marks.get(id)?.how !== 'rewired')
    return mine.length > 0 ? [from, to] : []
  })
  const wanted = new Set([...marks.keys(), ...near])
  const shown = nodes.filter(({ id }) => wanted.has(id)).slice(0, MOST)
  const ids = new Set(shown.map(({ id }) => id))
  const between = wires.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const columns = columnsOf(ids, between)
  const filled = new Map<number, number>()
  // From left to right as drawn, so that branches keep their order from top to bottom.
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

/** The most wires before each node; a cycle is followed once. */
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
