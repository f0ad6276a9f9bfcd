/**
 * @file expandBlocks: replaces every block with its nodes, so that the drawing has a single level, and records the path
 * of each node. Checking, lowering and counting use only the expanded drawing. A drawing without blocks is returned
 * unchanged.
 */
import type { Problem } from '../messages/problem'
import { ok } from '../base/result'
import { BLOCK, PORT_IN, PORT_OUT } from './block'
import type { DrawnNode, Drawing, Wire } from './drawing'
import type { Edit } from './edit'
import { type Frame, framesOf, sourceOf, evaluateParams } from './block-call-frames'
import { expandedNode } from './check-cache'
import { liftEdits } from './lift-edits'

/**
 * The path of a node: the enclosing blocks, outermost first, each identified by its node and repetition index, followed
 * by the node's own id.
 */
export interface NodePath {
  readonly within: readonly { readonly node: string; readonly iteration: number }[]
  readonly node: string
}

export interface ExpandedDrawing {
  /** The drawing without blocks and ports, except blocks that cannot be expanded. */
  readonly drawing: Drawing
  /** Node paths, keyed by node id in the expanded drawing. Nodes at the outermost level have no path. */
  readonly paths: ReadonlyMap<string, NodePath>
  /** Problems with blocks, each with the id (in the expanded drawing) of the node that causes the problem. */
  readonly problems: readonly { readonly node: string; readonly problem: Problem }[]
  /**
   * The id of the expanded node that provides the given output of a node; `path` lists the blocks that contain the
   * node, in their first repetition.
   */
  source(node: string, out?: number, path?: readonly string[]): string | undefined
  /**
   * Converts edits of the expanded drawing to edits of the original drawing. Edits inside a block become edits of its
   * definition.
   */
  lift(edits: readonly Edit[]): readonly Edit[]
}

/** Expands all blocks of a drawing. */
export function expandBlocks(drawing: Drawing): ExpandedDrawing {
  if (!drawing.nodes.some(({ kind }) => kind === BLOCK)) {
    const own = (node: string) => (drawing.nodes.some(({ id }) => id === node) ? node : undefined)
    return { drawing, paths: new Map(), problems: [], source: own, lift: (edits) => edits }
  }
  const { outermost, all, problems: blockProblems } = framesOf(drawing)
  const problems = blockProblems.map(({ frame, node, problem }) => ({ node: frame.prefix + node.id, problem }))
  const nodes: DrawnNode[] = []
  const wires: Wire[] = []
  const paths = new Map<string, NodePath>()
  const frames = new Map<string, Frame>()
  for (const frame of all) {
    const within = enclosingBlocks(frame)
    for (const node of frame.inside.nodes) {
      const isUnexpanded = node.kind === BLOCK && !frame.blocks.has(node.id)
      if (node.kind === PORT_IN || node.kind === PORT_OUT || (node.kind === BLOCK && !isUnexpanded)) continue
      const id = frame.prefix + node.id
      const params = isUnexpanded ? ok(node.params) : evaluateParams(node.params, frame.values)
      if (!params.ok) problems.push({ node: id, problem: params.error })
      // If the parameters cannot be evaluated, the shapes of the node and of everything after it are unknown.
      const known = params.ok ? { kind: node.kind, params: params.value } : { kind: BLOCK, params: {} }
      nodes.push(frame.parent ? expandedNode(node, { ...known, id, label: labelInFrame(node, frame) }) : node)
      frames.set(id, frame)
      if (frame.parent) paths.set(id, { within, node: node.id })
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
    paths,
    problems,
    source(node, out = 0, path = []) {
      const frame = path.reduce<Frame | undefined>((at, block) => at?.blocks.get(block)?.[0], outermost)
      const into = frame?.inside.nodes.find(({ id, kind }) => id === node && kind === PORT_OUT)
      const end = into && frame?.into.get(`0 ${into.id}`)
      const from = frame && sourceOf(frame, end ?? { id: '', from: node, to: '', port: 0, out })
      return from && from.frame.prefix + from.node.id
    },
    lift: (edits) => liftEdits(edits, frames, all),
  }
}

/** A node's label, followed by the labels of the blocks that contain it: "Conv 3x3 in Residual". */
function labelInFrame({ label }: DrawnNode, frame: Frame): string {
  if (!frame.parent) return label
  const { frame: outer, node, iteration } = frame.parent
  const repeat = outer.blocks.get(node.id)?.length ?? 1
  return `${label} in ${labelInFrame(node, outer)}${repeat > 1 ? ` (${iteration + 1} of ${repeat})` : ''}`
}

/** The blocks that contain a frame, outermost first. */
export function enclosingBlocks(frame: Frame): NodePath['within'] {
  const blocks: NodePath['within'][number][] = []
  for (let at: Frame | undefined = frame; at?.parent; at = at.parent.frame)
    blocks.unshift({ node: at.parent.node.id, iteration: at.parent.iteration })
  return blocks
}

/**
 * The id of the node that represents the given node inside the block at `path` (for a repeated block, in its first
 * repetition); undefined when the given node is not inside that block.
 */
export function visibleNode(
  { paths }: Pick<ExpandedDrawing, 'paths'>,
  id: string,
  path: readonly string[],
): string | undefined {
  return visiblePath(paths.get(id) ?? { within: [], node: id }, path)
}

/** Like `visibleNode`, but for a node path. */
export function visiblePath({ within, node }: NodePath, path: readonly string[]): string | undefined {
  const here = path.every((block, i) => within[i]?.node === block && within[i]?.iteration === 0)
  return here ? (within[path.length]?.node ?? node) : undefined
}
