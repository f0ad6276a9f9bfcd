/** @file Edits of blocks that are loaded when first used: exposed parameters, names, and ports. */
import type { ParamSpec, ParamSpecs } from '../../catalog/params'
import { type Block, blockOf, isParamName, PORT_IN, PORT_OUT, specsOf } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import type { Edit } from '../../graph/edit'
import { freshId } from '../../graph/edit-helpers'
import { isExpression } from '../../graph/expression'
import { message, Refusal, refuse } from '../../messages/message'
import { edit, editAll } from '../project/project-document'
import { blockIdOf, shownBlock, shownDrawing } from './block-levels'
import type { Board } from './canvas-board'

/** Horizontal distance of a new port from the other nodes, in canvas pixels. */
const STEP = 220

interface Exposure {
  readonly node: string
  readonly param: string
  readonly name?: string | undefined
}

/** Makes a parameter of a node inside the shown block a parameter of the block. Returns its name. */
export function exposeParam(board: Board, { node: id, param, name }: Exposure): string {
  const state = board.store.getState()
  const block = shownBlock(state) ?? refuse('not-inside', {})
  const drawing = shownDrawing(state)
  const node = drawing.nodes.find((one) => one.id === id) ?? refuse('no-node', { node: id })
  const inner = blockOf(drawing, node)
  const specs: ParamSpecs = inner ? specsOf(inner) : (board.store.subject.catalog.find(node.kind)?.params ?? {})
  const spec = Object.hasOwn(specs, param) ? specs[param] : undefined
  if (!spec) throw new Refusal(message('param-unknown', { param, layer: node.label }))
  const called = name ?? freshParam(block, param)
  if (!isParamName(called) || Object.hasOwn(block.params, called)) return refuse('block-param-name', { name: called })
  const value = Object.hasOwn(node.params, param) ? node.params[param] : undefined
  const now = value === undefined || isExpression(value) ? spec.default : value
  const label = called === param ? spec.label : `${spec.label}, ${node.label}`.slice(0, 200)
  // The cast is acceptable because the check reports a value that does not have the spec's type.
  const exposed = { ...spec, label, default: now } as ParamSpec
  editAll(board.store, [
    { type: 'block', block: { ...block, params: { ...block.params, [called]: exposed } } },
    { type: 'inside', block: block.id, edit: { type: 'set', node: id, params: { [param]: `=${called}` } } },
  ])
  return called
}

/** Renames a block of the drawing, with the nodes that are labeled with its name. */
export function renameBlock(
  board: Board,
  { block: id, name }: { readonly block: string; readonly name: string },
): void {
  const { drawing } = board.store.getState().project
  const blocks = drawing.blocks ?? {}
  const block = (Object.hasOwn(blocks, id) ? blocks[id] : undefined) ?? refuse('no-block', { block: id })
  const title = name.trim().slice(0, 100)
  if (title === '') refuse('name-empty', {})
  if (Object.values(blocks).some((one) => one.id !== id && one.name === title))
    refuse('block-name-taken', { name: title })
  // Nodes that are labeled with the block's name are renamed along with the block.
  const named = (nodes: readonly DrawnNode[]) =>
    nodes.filter((node) => blockIdOf(node) === id && node.label === block.name)
  editAll(board.store, [
    { type: 'block', block: { ...block, name: title } },
    ...named(drawing.nodes).map((node): Edit => ({ type: 'rename', node: node.id, label: title })),
    ...Object.values(blocks).flatMap((around) =>
      named(around.inside.nodes).map(
        (node): Edit => ({ type: 'inside', block: around.id, edit: { type: 'rename', node: node.id, label: title } }),
      ),
    ),
  ])
}

/** Adds an input or an output to the shown block. Returns the id of its node. */
export function addPort(board: Board, { side }: { readonly side: 'in' | 'out' }): string {
  const state = board.store.getState()
  if (!shownBlock(state)) return refuse('not-inside', {})
  const kind = side === 'out' ? PORT_OUT : PORT_IN
  const { nodes } = shownDrawing(state)
  const ports = nodes.filter((node) => node.kind === kind)
  const x = nodes.map(({ position }) => position.x)
  const own = ports.at(-1)?.position
  const place = own
    ? { x: own.x, y: own.y + 90 }
    : { x: side === 'out' ? Math.max(0, ...x) + STEP : Math.min(0, ...x) - STEP, y: 0 }
  const node: DrawnNode = {
    id: freshId(kind, nodes),
    kind,
    label: ports.length === 0 ? side : `${side} ${ports.length + 1}`,
    params: {},
    position: place,
  }
  edit(board.store, [{ type: 'add', node }])
  board.store.setState({ selection: [node.id] })
  return node.id
}

/** A free name for an exposed parameter: the name that the layer uses, with a number appended if it is taken. */
function freshParam({ params }: Block, param: string): string {
  const free = (name: string) => !Object.hasOwn(params, name) && isParamName(name)
  if (free(param)) return param
  let n = 2
  while (!free(`${param}${n}`)) n++
  return `${param}${n}`
}
