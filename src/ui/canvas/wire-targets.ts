/**
 * @file Lists the nodes that a new wire, or one end of an existing wire, can connect to. Nodes that fit come first;
 * each of the others comes with the reason why it does not fit.
 */
import { valuesOf } from '../../catalog/params'
import { BLOCK, blockOf, PORT_OUT, portsOf } from '../../graph/block'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import { portCountsOf } from '../../graph/node-values'
import { listsText } from '../../messages/en/canvas/lists'
import { shapeOut, shownDrawing } from '../../studio/network/block-levels'
import type { BoardState } from '../../studio/network/canvas-board'
import type { CatalogText } from './canvas-catalog'

const text = listsText.connect

/** What to connect: a node as the source or target of a new wire, or one end of an existing wire. */
export type ConnectRequest =
  | { readonly tag: 'to' | 'from'; readonly node: string }
  | { readonly tag: 'end'; readonly wire: string; readonly end: 'from' | 'to' }

export interface Target {
  readonly node: DrawnNode
  /** Output port of the source node. */
  readonly out: number
  readonly fits: boolean
  /** The name of the output, if the node has several, and the reason if the connection does not fit. */
  readonly description: string
}

/**
 * Every node that can be at the other end of the wire: nodes that fit come first; within each group, nodes are in
 * drawing order.
 */
export function wireTargets(catalog: CatalogText, state: BoardState, request: ConnectRequest): readonly Target[] {
  const drawing = shownDrawing(state)
  const wire = request.tag === 'end' ? drawing.wires.find(({ id }) => id === request.wire) : undefined
  if (request.tag === 'end' && !wire) return []
  // Ignore the wire being reconnected, so that it does not block itself.
  const others = wire ? { ...drawing, wires: drawing.wires.filter((one) => one !== wire) } : drawing
  const forward = request.tag === 'end' ? request.end === 'to' : request.tag === 'to'
  const fixed = request.tag === 'end' ? ((forward ? wire?.from : wire?.to) ?? '') : request.node
  const upstream = reachableNodes(others, fixed, forward ? 'up' : 'down')
  const targets = drawing.nodes.flatMap((node): readonly Target[] => {
    const [source, target] = [nodeOf(drawing, forward ? fixed : node.id), nodeOf(drawing, forward ? node.id : fixed)]
    if (node.id === fixed || !source || !target || portCountsOf(drawing, catalog.nodes, target).ins === 0) return []
    // If the wire's target is being moved, the wire keeps its output port.
    const outs =
      wire && forward
        ? [wire.out ?? 0]
        : Array.from({ length: portCountsOf(drawing, catalog.nodes, source).outs }, (_, i) => i)
    return outs.flatMap((out): readonly Target[] => {
      const ends = (one: Wire) => one.from === source.id && (one.out ?? 0) === out && one.to === target.id
      if (drawing.wires.some(ends)) return []
      const why = upstream.has(node.id) ? text.cycle : misfitReason(catalog, state, others, { source, out, target })
      const output = outs.length > 1 ? outName(drawing, source, out) : undefined
      return [{ node, out, fits: why === '', description: describeTarget(output, why) }]
    })
  })
  return [...targets.filter(({ fits }) => fits), ...targets.filter(({ fits }) => !fits)]
}

function describeTarget(output: string | undefined, why: string): string {
  if (output === undefined) return why
  return why === '' ? text.byOutput({ output }) : text.byOutputBut({ output, why })
}

interface Connection {
  readonly source: DrawnNode
  readonly out: number
  readonly target: DrawnNode
}

function misfitReason(
  catalog: CatalogText,
  state: BoardState,
  drawing: Drawing,
  { source, out, target }: Connection,
): string {
  const into = drawing.wires.filter(({ to }) => to === target.id).sort((a, b) => a.port - b.port)
  if (into.length >= portCountsOf(drawing, catalog.nodes, target).ins) return text.taken
  const def = catalog.nodes.find(target.kind)
  const flow = shapeOut(state, source.id, out)
  if (!def || target.kind === BLOCK || flow === undefined) return ''
  const values = valuesOf(def.params, target.params, def.title)
  const flows = [...into.map((one) => shapeOut(state, one.from, one.out ?? 0)), flow]
  // A merge layer cannot be checked with a single input.
  if (!values.ok || (def.inputs === 'many' && flows.length < 2) || flows.includes(undefined)) return ''
  const shape = def.shape(flows, values.value)
  return shape.ok ? '' : catalog.problemText(shape.error)
}

function outName(drawing: Drawing, source: DrawnNode, out: number): string {
  const inside = blockOf(drawing, source)?.inside
  return (inside && portsOf(inside, PORT_OUT)[out]?.label) ?? text.output({ nth: out + 1 })
}

function nodeOf({ nodes }: Drawing, id: string): DrawnNode | undefined {
  return nodes.find((node) => node.id === id)
}

/** All ancestors or all descendants of a node, including the node itself. */
function reachableNodes({ wires }: Drawing, start: string, way: 'up' | 'down'): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of wires) {
    const [a, b] = way === 'up' ? [to, from] : [from, to]
    next.set(a, [...(next.get(a) ?? []), b])
  }
  const reached = new Set([start])
  // Iterating over a set also visits elements added during the iteration.
  for (const id of reached) for (const other of next.get(id) ?? []) reached.add(other)
  return reached
}
