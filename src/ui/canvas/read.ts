/** @file What nodes and wires show, read from the state by id. Looked up in tables made once for each drawing and report. */
import { counted, shapeWords } from '../../base/messages/words'
import { layers } from '../../catalog/layers'
import type { LayerDef } from '../../catalog/layer-def'
import { valuesOf } from '../../catalog/params'
import { BLOCK, blockOf, PORT_IN, PORT_OUT } from '../../graph/block'
import type { Diagnostic } from '../../graph/diagnostic'
import type { DrawnNode, Drawing, Wire } from '../../graph/drawing'
import { isExpression } from '../../graph/expression'
import type { NetworkReport } from '../../compile/check-network'
import { shapeOut, shownDrawing, shownReport } from '../../studio/levels'
import type { AppState } from '../../studio/state'

const nodeTables = new WeakMap<Drawing, ReadonlyMap<string, DrawnNode>>()
const wireTables = new WeakMap<Drawing, ReadonlyMap<string, Wire>>()
const problemTables = new WeakMap<NetworkReport, ReadonlyMap<string, readonly Diagnostic[]>>()

/** A drawn node by id. */
export function nodeOf(state: AppState, id: string): DrawnNode | undefined {
  const drawing = shownDrawing(state)
  return remember(nodeTables, drawing, () => new Map(drawing.nodes.map((node) => [node.id, node]))).get(id)
}

/** A wire by id. */
export function wireOf(state: AppState, id: string): Wire | undefined {
  const drawing = shownDrawing(state)
  return remember(wireTables, drawing, () => new Map(drawing.wires.map((wire) => [wire.id, wire]))).get(id)
}

/** The problems that stand at a node. */
export function problemsOf(state: AppState, id: string): readonly Diagnostic[] {
  const report = shownReport(state)
  return remember(problemTables, report, () => byNode(report.diagnostics)).get(id) ?? NONE
}

/** The worst that stands at a node. */
export function severityAt(state: AppState, id: string): Diagnostic['severity'] {
  return toneOf(problemsOf(state, id))
}

/** The tone of several problems told together: the worst of theirs. */
export function toneOf(problems: readonly Diagnostic[]): Diagnostic['severity'] {
  return problems.some(({ severity }) => severity === 'error') ? 'error' : 'advice'
}

/** The problem to open first: at the selected node, else the first error, else nothing. */
export function problemNode(state: AppState): string | undefined {
  const { selection } = state
  const report = shownReport(state)
  const at = (test: (one: Diagnostic) => boolean) => report.diagnostics.find((one) => one.node && test(one))?.node
  if (selection.length === 1) {
    const mine = at(({ node }) => node === selection[0])
    if (mine) return mine
  }
  return at(({ severity }) => severity === 'error')
}

/** The definition of a kind; absent where a file names a layer that is not in the catalog. */
export function defOf(kind: string): LayerDef | undefined {
  return layers.find(kind)
}

/** A node's main parameters in a few words. */
export function glanceOf(node: DrawnNode): string {
  const def = defOf(node.kind)
  if (!def) return `unknown layer "${node.kind}"`
  const values = valuesOf(def.params, node.params, def.title)
  return values.ok ? def.glance(values.value) : ''
}

/** The few words on a node's face: of a block, what it holds and how often; of a layer in one, its parameters as worked out. */
export function faceWords(state: AppState, id: string): string {
  const node = nodeOf(state, id)
  if (!node) return ''
  if (node.kind === PORT_IN) return 'comes in'
  if (node.kind === PORT_OUT) return 'goes out'
  if (node.kind !== BLOCK) return glanceOf(workedOutNode(state, node))
  const block = blockOf(shownDrawing(state), node)
  if (!block) return 'unknown block'
  const held = block.inside.nodes.filter(({ kind }) => kind !== PORT_IN && kind !== PORT_OUT).length
  const { repeat } = node.params
  const often =
    repeat === undefined || repeat === 1 ? '' : `, ${isExpression(repeat) ? repeat.slice(1) : String(repeat)} times`
  return `${counted(held, 'layer')}${often}`
}

/** A layer in a block with its expressions worked out, where they can be. */
export function workedOutNode(state: AppState, node: DrawnNode): DrawnNode {
  if (state.inside.length === 0) return node
  const { expanded } = state.report
  const id = expanded.source(node.id, 0, state.inside)
  const { drawing } = expanded
  const opened = remember(nodeTables, drawing, () => new Map(drawing.nodes.map((one) => [one.id, one]))).get(id ?? '')
  return opened?.kind === node.kind ? opened : node
}

/** What flows out of a node, in words; empty while it is not known. Words, because every check makes its shapes anew. */
export function shapeOf(state: AppState, id: string): string {
  const shape = shownReport(state).shapes.get(id)
  return shape ? shapeWords(shape) : ''
}

/** What flows on a wire, in words. */
export function wireWords(state: AppState, id: string): string {
  const wire = wireOf(state, id)
  const shape = wire && shapeOut(state, wire.from, wire.out ?? 0)
  return shape ? shapeWords(shape) : ''
}

/** Whether a wire carries what its target cannot take. */
export function wireIsBad(state: AppState, id: string): boolean {
  const wire = wireOf(state, id)
  if (!wire) return false
  return problemsOf(state, wire.to).some(
    ({ severity, wire: named, said }) => severity === 'error' && (named ? named === id : !OWN_FAULTS.test(said.code)),
  )
}

/** Faults of the node itself, whatever its wires bring. */
const OWN_FAULTS = /^(param-|missing-|no-|unknown-|unreached|duplicate|output-units|activation-|loss-)/
const NONE: readonly Diagnostic[] = []

function byNode(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Diagnostic[]> {
  const table = new Map<string, Diagnostic[]>()
  for (const one of diagnostics) {
    if (one.node === undefined) continue
    const there = table.get(one.node)
    if (there) there.push(one)
    else table.set(one.node, [one])
  }
  return table
}

function remember<K extends object, V>(table: WeakMap<K, V>, key: K, make: () => V): V {
  const known = table.get(key)
  if (known) return known
  const made = make()
  table.set(key, made)
  return made
}
