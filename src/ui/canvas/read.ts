/** @file What nodes and wires show, read from the state by id. Looked up in tables made once for each drawing and report. */
import { shapeWords } from '../../base/messages/words'
import { layers } from '../../catalog/layers'
import type { LayerDef } from '../../catalog/layer-def'
import { valuesOf } from '../../catalog/params'
import type { Diagnostic } from '../../graph/diagnostic'
import type { DrawnNode, Drawing, Wire } from '../../graph/drawing'
import type { NetworkReport } from '../../compile/check-network'
import type { AppState } from '../../studio/state'

const nodeTables = new WeakMap<Drawing, ReadonlyMap<string, DrawnNode>>()
const wireTables = new WeakMap<Drawing, ReadonlyMap<string, Wire>>()
const problemTables = new WeakMap<NetworkReport, ReadonlyMap<string, readonly Diagnostic[]>>()

/** A drawn node by id. */
export function nodeOf(state: AppState, id: string): DrawnNode | undefined {
  const { drawing } = state.project
  return remember(nodeTables, drawing, () => new Map(drawing.nodes.map((node) => [node.id, node]))).get(id)
}

/** A wire by id. */
export function wireOf(state: AppState, id: string): Wire | undefined {
  const { drawing } = state.project
  return remember(wireTables, drawing, () => new Map(drawing.wires.map((wire) => [wire.id, wire]))).get(id)
}

/** The problems that stand at a node. */
export function problemsOf(state: AppState, id: string): readonly Diagnostic[] {
  const { report } = state
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
export function problemNode({ report, selection }: AppState): string | undefined {
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

/** What flows out of a node, in words; empty while it is not known. Words, because every check makes its shapes anew. */
export function shapeOf(state: AppState, id: string): string {
  const shape = state.report.shapes.get(id)
  return shape ? shapeWords(shape) : ''
}

/** What flows on a wire, in words. */
export function wireWords(state: AppState, id: string): string {
  return shapeOf(state, wireOf(state, id)?.from ?? '')
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
