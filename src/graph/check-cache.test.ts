/** Counts how many nodes of a 1,000-node drawing are recomputed after one edit. */
import { beforeEach, describe, expect, test } from 'vitest'
import { ok } from '../base/result'
import type { Catalog, NodeDef } from '../catalog/node-def'
import { int } from '../catalog/params'
import { apply } from './apply-edit'
import { type Block, BLOCK, BLOCK_OF, PORT_IN, PORT_OUT } from './block'
import { checkDrawing } from './check-drawing.test-help'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'

let worked = 0
const common = { family: 'learns', summary: '', glance: () => '' } as const
const size = int({ label: 'Size', min: 1, max: 99, default: 4 })

/** Each node creates its shape as a new list of numbers, so equal shapes are never the same object. */
const kinds: readonly NodeDef<readonly number[]>[] = [
  { ...common, kind: 'source', title: 'Source', inputs: 'none', out: true, params: {}, shape: () => expectSame([1]) },
  {
    ...common,
    kind: 'keep',
    title: 'Keep',
    inputs: 'one',
    out: true,
    params: {},
    shape: ([x = []]) => expectSame([...x]),
  },
  {
    ...common,
    kind: 'size',
    title: 'Size',
    inputs: 'one',
    out: true,
    params: { size },
    shape: (_, p) => expectSame([Number(p.size)]),
  },
  {
    ...common,
    kind: 'end',
    title: 'End',
    inputs: 'one',
    out: false,
    params: {},
    shape: ([x = []]) => expectSame([...x]),
  },
]
const catalog: Catalog<readonly number[]> = {
  kinds: kinds.map(({ kind }) => kind),
  find: (kind) => kinds.find((one) => one.kind === kind),
}

function expectSame(flow: readonly number[]) {
  worked++
  return ok(flow)
}

const node = (id: string, kind: string, params = {}): DrawnNode => ({
  id,
  kind,
  label: id,
  params,
  position: { x: 0, y: 0 },
})
const wire = (from: string, to: string): Wire => ({ id: `${from}-${to}`, from, to, port: 0 })
const chained = (nodes: readonly DrawnNode[]) => ({
  nodes,
  wires: nodes.slice(1).map(({ id }, i) => wire((nodes[i] as DrawnNode).id, id)),
})

/** The number of nodes that are recomputed when a previously checked drawing is edited. */
function after(drawing: Drawing, edit: Edit): number {
  checkDrawing(drawing, catalog)
  worked = 0
  const changed = apply(drawing, edit)
  const report = checkDrawing(changed, catalog)
  const count = worked
  // The cached report must equal the report of the same drawing checked from scratch.
  const fresh = checkDrawing(structuredClone(changed), catalog)
  expect({ ...report, expanded: report.expanded.drawing }).toEqual({ ...fresh, expanded: fresh.expanded.drawing })
  return count
}

const LONG = 1000

describe('a chain of 1,000 nodes', () => {
  let row: Drawing
  beforeEach(() => {
    const middle = Array.from({ length: LONG - 2 }, (_, i) => node(`n${i}`, i === 500 ? 'size' : 'keep'))
    row = chained([node('source', 'source'), ...middle, node('end', 'end')])
  })

  test('the first check computes all of them', () => {
    worked = 0
    checkDrawing(row, catalog)
    expect(worked).toBe(LONG)
  })

  test.each<[string, number, Edit]>([
    ['a note', 0, { type: 'note', note: { id: 'n', text: 'Why', position: { x: 0, y: 0 } } }],
    ['a move', 1, { type: 'move', positions: { n3: { x: 5, y: 5 } } }],
    ['a rename', 1, { type: 'rename', node: 'n3', label: 'Third' }],
    ['a parameter that does not change the shape', 1, { type: 'set', node: 'n500', params: { size: 4 } }],
    [
      'a parameter that changes the shape: all nodes after it',
      LONG - 501,
      { type: 'set', node: 'n500', params: { size: 5 } },
    ],
    ['an unwired node', 0, { type: 'add', node: node('loose', 'keep') }],
    ['the last wire', 0, { type: 'disconnect', wire: 'n997-end' }],
  ])('after %s: %i', (_what, count, edit) => {
    expect(after(row, edit)).toBe(count)
  })
})

describe('100 uses of a block of ten nodes', () => {
  let drawing: Drawing
  beforeEach(() => {
    const layers = Array.from({ length: 10 }, (_, i) => node(`n${i}`, i === 5 ? 'size' : 'keep'))
    const inside = chained([node('in', PORT_IN), ...layers, node('out', PORT_OUT)])
    const ten: Block = { id: 'ten', name: 'Ten', params: {}, inside }
    const uses = Array.from({ length: 100 }, (_, i) => node(`b${i}`, BLOCK, { [BLOCK_OF]: 'ten' }))
    drawing = { ...chained([node('source', 'source'), ...uses, node('end', 'end')]), blocks: { ten } }
  })

  test.each<[string, number, Edit]>([
    ['moving a block', 0, { type: 'move', positions: { b3: { x: 5, y: 5 } } }],
    ['moving the end', 1, { type: 'move', positions: { end: { x: 5, y: 5 } } }],
    // The expanded labels of the block's ten nodes contain the block's label.
    ['renaming a block', 10, { type: 'rename', node: 'b3', label: 'Third' }],
    [
      'moving a node inside it: one node per use',
      100,
      { type: 'inside', block: 'ten', edit: { type: 'move', positions: { n0: { x: 5, y: 5 } } } },
    ],
  ])('after %s: %i', (_what, count, edit) => {
    expect(after(drawing, edit)).toBe(count)
  })
})
