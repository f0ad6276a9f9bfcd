/** @file The nodes that a new wire, or the end of an existing one, can connect to: those that fit first, the others with the reason why not. */
import { listsText } from '../../messages/en/canvas/lists'
import { valuesOf } from '../../catalog/params'
import { BLOCK, blockOf, PORT_OUT, portsOf } from '../../graph/block'
import type { DrawnNode, Drawing, Wire } from '../../graph/drawing'
import { blockPortCounts, shapeOut, shownDrawing } from '../../studio/levels'
import type { BoardState } from '../../studio/board'
import type { CanvasWords } from './catalog'

const text = listsText.connect

/** What is picked: a node to connect to or from, or another end for a wire. */
export type Picking =
  | { readonly tag: 'to' | 'from'; readonly node: string }
  | { readonly tag: 'end'; readonly wire: string; readonly end: 'from' | 'to' }

export interface Target {
  readonly node: DrawnNode
  /** The output of the source that it leaves from. */
  readonly out: number
  readonly fits: boolean
  /** Its output, where there are several, and the reason where it does not fit. */
  readonly note: string
}

/** Every node that can take the other end, those that fit first, each group in the order it is drawn. */
export function wireTargets(words: CanvasWords, state: BoardState, picking: Picking): readonly Target[] {
  const drawing = shownDrawing(state)
  const wire = picking.tag === 'end' ? drawing.wires.find(({ id }) => id === picking.wire) : undefined
  if (picking.tag === 'end' && !wire) return []
  // A wire that is reconnected does not block itself.
  const others = wire ? { ...drawing, wires: drawing.wires.filter((one) => one !== wire) } : drawing
  const forward = picking.tag === 'end' ? picking.end === 'to' : picking.tag === 'to'
  const fixed = picking.tag === 'end' ? ((forward ? wire?.from : wire?.to) ?? '') : picking.node
  const upstream = reach(others, fixed, forward ? 'up' : 'down')
  const found = drawing.nodes.flatMap((node): readonly Target[] => {
    const [source, target] = [nodeOf(drawing, forward ? fixed : node.id), nodeOf(drawing, forward ? node.id : fixed)]
    if (node.id === fixed || !source || !target || waysIn(words, drawing, target) === 0) return []
    // An existing wire keeps its output.
    const outs =
      wire && forward ? [wire.out ?? 0] : Array.from({ length: waysOut(words, drawing, source) }, (_, i) => i)
    return outs.flatMap((out): readonly Target[] => {
      const ends = (one: Wire) => one.from === source.id && (one.out ?? 0) === out && one.to === target.id
      if (drawing.wires.some(ends)) return []
      const why = upstream.has(node.id) ? text.cycle : whyNot(words, state, others, { source, out, target })
      const output = outs.length > 1 ? outName(drawing, source, out) : undefined
      return [{ node, out, fits: why === '', note: noteOf(output, why) }]
    })
  })
  return [...found.filter(({ fits }) => fits), ...found.filter(({ fits }) => !fits)]
}

function noteOf(output: string | undefined, why: string): string {
  if (output === undefined) return why
  return why === '' ? text.byOutput({ output }) : text.byOutputBut({ output, why })
}

interface Way {
  readonly source: DrawnNode
  readonly out: number
  readonly target: DrawnNode
}

function whyNot(words: CanvasWords, state: BoardState, drawing: Drawing, { source, out, target }: Way): string {
  const into = drawing.wires.filter(({ to }) => to === target.id).sort((a, b) => a.port - b.port)
  if (into.length >= waysIn(words, drawing, target)) return text.taken
  const def = words.nodes.find(target.kind)
  const flow = shapeOut(state, source.id, out)
  if (!def || target.kind === BLOCK || flow === undefined) return ''
  const values = valuesOf(def.params, target.params, def.title)
  const flows = [...into.map((one) => shapeOut(state, one.from, one.out ?? 0)), flow]
  // With one input, a layer that joins several cannot be checked yet.
  if (!values.ok || (def.inputs === 'many' && flows.length < 2) || flows.includes(undefined)) return ''
  const shape = def.shape(flows, values.value)
  return shape.ok ? '' : words.say(shape.error)
}

function outName(drawing: Drawing, source: DrawnNode, out: number): string {
  const inside = blockOf(drawing, source)?.inside
  return (inside && portsOf(inside, PORT_OUT)[out]?.label) ?? text.output({ nth: out + 1 })
}

function nodeOf({ nodes }: Drawing, id: string): DrawnNode | undefined {
  return nodes.find((node) => node.id === id)
}

function waysIn(words: CanvasWords, drawing: Drawing, node: DrawnNode): number {
  const inputs = words.nodes.find(node.kind)?.inputs
  return blockPortCounts(drawing, node)?.ins ?? (inputs === 'none' ? 0 : inputs === 'one' ? 1 : Number.POSITIVE_INFINITY)
}

function waysOut(words: CanvasWords, drawing: Drawing, node: DrawnNode): number {
  return blockPortCounts(drawing, node)?.outs ?? (words.nodes.find(node.kind)?.out === false ? 0 : 1)
}

/** What a node is fed by, or feeds, near and far. */
function reach({ wires }: Drawing, start: string, way: 'up' | 'down'): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of wires) {
    const [a, b] = way === 'up' ? [to, from] : [from, to]
    next.set(a, [...(next.get(a) ?? []), b])
  }
  const found = new Set([start])
  // A set is read in the order it grows in.
  for (const id of found) for (const other of next.get(id) ?? []) found.add(other)
  return found
}
