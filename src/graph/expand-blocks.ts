/**
 * @file expand: a drawing with every block opened, as one level of plain nodes; and where each of them stands. What checks, lowers
 * and counts a drawing sees only this. A drawing without blocks is its own.
 */
import type { Problem } from '../messages/problem'
import { ok } from '../base/result'
import { BLOCK, BLOCK_OF, PORT_IN, PORT_OUT } from './block'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'
import { type Frame, framesOf, sourceOf, evaluateParams } from './block-frames'
import { expandedNode } from './check-cache'

/** Where a node stands: the blocks around it from outside in, each by its node and turn, then its own id. */
export interface NodePath {
  readonly within: readonly { readonly node: string; readonly iteration: number }[]
  readonly node: string
}

export interface ExpandedDrawing {
  /** Without blocks and ports, but for those that cannot be opened. */
  readonly drawing: Drawing
  /** By the id in the opened drawing; none where it is the drawing's own. */
  readonly paths: ReadonlyMap<string, NodePath>
  /** What is wrong with blocks, by the id in the opened drawing of the node that is to blame. */
  readonly problems: readonly { readonly node: string; readonly problem: Problem }[]
  /** Which opened node's result leaves a node of the drawing by an output; or a node within the blocks of a path, in their first turns. */
  source(node: string, out?: number, path?: readonly string[]): string | undefined
  /** Edits of the opened drawing as edits of the drawing; what they would do inside a block is done to the block. */
  lift(edits: readonly Edit[]): readonly Edit[]
}

/** Opens the blocks of a drawing. */
export function expandBlocks(drawing: Drawing): ExpandedDrawing {
  if (!drawing.nodes.some(({ kind }) => kind === BLOCK)) {
    const own = (node: string) => (drawing.nodes.some(({ id }) => id === node) ? node : undefined)
    return { drawing, paths: new Map(), problems: [], source: own, lift: (edits) => edits }
  }
  const { outermost, all, problems: told } = framesOf(drawing)
  const troubles = told.map(({ frame, node, problem }) => ({ node: frame.prefix + node.id, problem }))
  const nodes: DrawnNode[] = []
  const wires: Wire[] = []
  const places = new Map<string, NodePath>()
  const frames = new Map<string, Frame>()
  for (const frame of all) {
    const within = enclosingBlocks(frame)
    for (const node of frame.inside.nodes) {
      const shut = node.kind === BLOCK && !frame.blocks.has(node.id)
      if (node.kind === PORT_IN || node.kind === PORT_OUT || (node.kind === BLOCK && !shut)) continue
      const id = frame.prefix + node.id
      const params = shut ? ok(node.params) : evaluateParams(node.params, frame.values)
      if (!params.ok) troubles.push({ node: id, problem: params.error })
      // What cannot be worked out is unknown, and so is what lies behind it.
      const known = params.ok ? { kind: node.kind, params: params.value } : { kind: BLOCK, params: {} }
      nodes.push(frame.parent ? expandedNode(node, { ...known, id, label: labelInFrame(node, frame) }) : node)
      frames.set(id, frame)
      if (frame.parent) places.set(id, { within, node: node.id })
    }
    for (const wire of frame.inside.wires) {
      const to = frame.prefix + wire.to
      const source = frames.get(to) === frame ? sourceOf(frame, wire) : undefined
      if (source)
        wires.push({ id: frame.prefix + wire.id, from: source.frame.prefix + source.node.id, to, port: wire.port })
    }
  }
  return {
    drawing: { nodes, wires },
    paths: places,
    problems: troubles,
    source(node, out = 0, path = []) {
      const frame = path.reduce<Frame | undefined>((at, block) => at?.blocks.get(block)?.[0], outermost)
      const into = frame?.inside.nodes.find(({ id, kind }) => id === node && kind === PORT_OUT)
      const end = into && frame?.into.get(`0 ${into.id}`)
      const from = frame && sourceOf(frame, end ?? { id: '', from: node, to: '', port: 0, out })
      return from && from.frame.prefix + from.node.id
    },
    lift: (edits) => liftEdits(edits, frames, outermost),
  }
}

/** Its own label, and of what it is a part: "Conv 3x3 in Residual". */
function labelInFrame({ label }: DrawnNode, frame: Frame): string {
  if (!frame.parent) return label
  const { frame: outer, node, iteration: turn } = frame.parent
  const turns = outer.blocks.get(node.id)?.length ?? 1
  return `${label} in ${labelInFrame(node, outer)}${turns > 1 ? ` (${turn + 1} of ${turns})` : ''}`
}

/** The blocks around a frame's nodes, from outside in. */
export function enclosingBlocks(frame: Frame): NodePath['within'] {
  const found: NodePath['within'][number][] = []
  for (let at: Frame | undefined = frame; at?.parent; at = at.parent.frame)
    found.unshift({ node: at.parent.node.id, iteration: at.parent.iteration })
  return found
}

/** Each edit is of the level of the nodes it names; a node that is added, of that of the others in its gesture. */
function liftEdits(edits: readonly Edit[], frames: ReadonlyMap<string, Frame>, outermost: Frame): readonly Edit[] {
  const levelOf = (edit: Edit) =>
    namedNodes(edit)
      .map((id) => frames.get(id))
      .find((frame) => frame !== undefined)
  const gesture = edits.map(levelOf).find((frame) => frame !== undefined) ?? outermost
  return edits.flatMap((edit): readonly Edit[] => {
    const frame = levelOf(edit) ?? gesture
    const lifted = liftEdit(edit, frame, frames)
    const block = frame.parent?.node.params[BLOCK_OF]
    if (!lifted || typeof block !== 'string') return lifted ? [lifted] : []
    return [{ type: 'inside', block, edit: lifted }]
  })
}

function liftEdit(edit: Edit, frame: Frame, frames: ReadonlyMap<string, Frame>): Edit | undefined {
  const own = (id: string) => (id.startsWith(frame.prefix) ? id.slice(frame.prefix.length) : id)
  switch (edit.type) {
    case 'remove':
      return { ...edit, nodes: edit.nodes.map(own) }
    case 'connect':
      return { ...edit, wire: liftWire(edit.wire, frame, frames) }
    case 'disconnect':
      return { ...edit, wire: own(edit.wire) }
    case 'move': {
      // What lies in the way of another level lies somewhere else.
      const moved = Object.entries(edit.positions).filter(([id]) => frames.get(id) === frame)
      const positions = Object.fromEntries(moved.map(([id, at]) => [own(id), at]))
      return moved.length > 0 ? { ...edit, positions } : undefined
    }
    case 'rename':
    case 'set':
    case 'replace':
      return { ...edit, node: own(edit.node) }
    default:
      return edit
  }
}

/** What comes from another level comes, at this one, from where the wire into the same port comes from. */
function liftWire(wire: Wire, frame: Frame, frames: ReadonlyMap<string, Frame>): Wire {
  const own = (id: string) => (id.startsWith(frame.prefix) ? id.slice(frame.prefix.length) : id)
  const known = frames.get(wire.from)
  const lifted = { ...wire, id: own(wire.id), from: own(wire.from), to: own(wire.to) }
  if (!known || known === frame) return lifted
  const across = frame.inside.wires.find((one) => {
    const source = sourceOf(frame, one)
    return source && source.frame.prefix + source.node.id === wire.from
  })
  return across ? { ...lifted, from: across.from, ...(across.out ? { out: across.out } : {}) } : lifted
}

function namedNodes(edit: Edit): readonly string[] {
  switch (edit.type) {
    case 'connect':
      return [edit.wire.to, edit.wire.from]
    case 'remove':
      return edit.nodes
    case 'rename':
    case 'set':
    case 'replace':
      return [edit.node]
    default:
      return []
  }
}
