/**
 * @file Selectors: look up the content of nodes and wires by id, in tables that are built once per drawing and report.
 */

import { valuesOf } from '../../catalog/params'
import { BLOCK, blockOf, innerNodes, PORT_IN, PORT_OUT } from '../../graph/block'
import type { Diagnostic } from '../../graph/check-report'
import type { Drawing, DrawnNode, Wire } from '../../graph/drawing'
import { isExpression } from '../../graph/expression'
import type { DrawnReport } from '../../graph/map-report'
import { boardText } from '../../messages/en/canvas/board'
import { shapeOut, shownDrawing, shownReport } from '../../studio/network/block-levels'
import type { BoardState } from '../../studio/network/canvas-board'
import type { CatalogText } from './canvas-catalog'

const text = boardText.face

const nodeTables = new WeakMap<Drawing, ReadonlyMap<string, DrawnNode>>()
const wireTables = new WeakMap<Drawing, ReadonlyMap<string, Wire>>()
const problemTables = new WeakMap<DrawnReport<unknown>, ReadonlyMap<string, readonly Diagnostic[]>>()

/** Returns the node with this id on the visible level. */
export function nodeOf(state: BoardState, id: string): DrawnNode | undefined {
  const drawing = shownDrawing(state)
  return cached(nodeTables, drawing, () => new Map(drawing.nodes.map((node) => [node.id, node]))).get(id)
}

/** Returns the wire with this id on the visible level. */
export function wireOf(state: BoardState, id: string): Wire | undefined {
  const drawing = shownDrawing(state)
  return cached(wireTables, drawing, () => new Map(drawing.wires.map((wire) => [wire.id, wire]))).get(id)
}

/** The problems of a node. */
export function problemsOf(state: BoardState, id: string): readonly Diagnostic[] {
  const report = shownReport(state)
  return cached(problemTables, report, () => byNode(report.diagnostics)).get(id) ?? NONE
}

/** The worst severity among several problems, which determines the color they are shown in. */
export function toneOf(problems: readonly Diagnostic[]): Diagnostic['severity'] {
  return problems.some(({ severity }) => severity === 'error') ? 'error' : 'advice'
}

/** The problems of the visible level, errors before advice. */
export function problemsInOrder({ diagnostics }: DrawnReport<unknown>): readonly Diagnostic[] {
  const of = (wanted: Diagnostic['severity']) => diagnostics.filter(({ severity }) => severity === wanted)
  return [...of('error'), ...of('advice')]
}

/** The problem to show: the one chosen last if it still exists, or else the selected node's, or else the first. */
export function shownProblem(
  all: readonly Diagnostic[],
  selection: readonly string[],
  chosen?: Diagnostic,
): Diagnostic | undefined {
  const selected = selection.length === 1 ? all.filter(({ node }) => node === selection[0]) : []
  const candidates = selected.length > 0 ? selected : all
  return candidates.find((one) => chosen && isSameProblem(one, chosen)) ?? candidates[0]
}

function isSameProblem(a: Diagnostic, b: Diagnostic): boolean {
  return a.node === b.node && a.wire === b.wire && a.problem.code === b.problem.code
}

/** The settings of nodes as text, which every change of the state asks for. */
const settingsTexts = new WeakMap<DrawnNode, string>()

/** The most important settings of a node as short text. */
export function settingsText({ nodes, nouns }: CatalogText, node: DrawnNode): string {
  return cached(settingsTexts, node, () => {
    const def = nodes.find(node.kind)
    if (!def) return text.unknownKind({ noun: nouns.node, kind: node.kind })
    const values = valuesOf(def.params, node.params, def.title)
    return values.ok ? def.glance(values.value) : ''
  })
}

/**
 * Short text on a node: for a block, its number of nodes and repetitions; for any other node, its settings, with
 * expressions evaluated if the node is inside a block.
 */
export function nodeText(catalog: CatalogText, state: BoardState, id: string): string {
  const node = nodeOf(state, id)
  if (!node) return ''
  if (node.kind === PORT_IN) return text.blockInput
  if (node.kind === PORT_OUT) return text.blockOutput
  if (node.kind !== BLOCK) return settingsText(catalog, evaluatedNode(state, node))
  const block = blockOf(shownDrawing(state), node)
  if (!block) return text.unknownBlock
  const content = { nodes: innerNodes(block.inside).length, noun: catalog.nouns.node }
  const { repeat } = node.params
  if (repeat === undefined || repeat === 1) return text.holds(content)
  return text.repeats({ ...content, times: isExpression(repeat) ? repeat.slice(1) : String(repeat) })
}

/** A node inside a block with its expressions evaluated, if possible. */
export function evaluatedNode(state: BoardState, node: DrawnNode): DrawnNode {
  if (state.inside.length === 0) return node
  const { expanded } = state.report
  const id = expanded.source(node.id, 0, state.inside)
  const { drawing } = expanded
  const opened = cached(nodeTables, drawing, () => new Map(drawing.nodes.map((one) => [one.id, one]))).get(id ?? '')
  return opened?.kind === node.kind ? opened : node
}

/**
 * The output shape of a node as text, empty if unknown. Returns text because every check creates new shape objects,
 * which would force re-renders.
 */
export function outputText(catalog: CatalogText, state: BoardState, id: string): string {
  const flow = shownReport(state).shapes.get(id)
  return flow === undefined ? '' : catalog.flowText(flow)
}

/** Text that distinguishes a node from others of the same name: its settings and output shape. */
export function distinguishingText(catalog: CatalogText, state: BoardState, id: string): string {
  return text.apart({ settings: nodeText(catalog, state, id), output: outputText(catalog, state, id) })
}

/** The shape on a wire, formatted as text. */
export function wireText(catalog: CatalogText, state: BoardState, id: string): string {
  const wire = wireOf(state, id)
  const flow = wire && shapeOut(state, wire.from, wire.out ?? 0)
  return flow === undefined ? '' : catalog.flowText(flow, wire && nodeOf(state, wire.to))
}

/** Whether a wire's target rejects the shape that the wire carries. */
export function isWireInvalid({ isOwnFault }: CatalogText, state: BoardState, id: string): boolean {
  const wire = wireOf(state, id)
  if (!wire) return false
  return problemsOf(state, wire.to).some(
    ({ severity, wire: named, problem }) => severity === 'error' && (named ? named === id : !isOwnFault(problem.code)),
  )
}

/** Whether the target of a wire rejects its inputs, so that their shapes are of interest, also those of other wires. */
export function isInputRejected({ isOwnFault }: CatalogText, state: BoardState, id: string): boolean {
  const to = wireOf(state, id)?.to
  if (to === undefined) return false
  return problemsOf(state, to).some(
    ({ severity, wire, problem }) => severity === 'error' && (wire !== undefined || !isOwnFault(problem.code)),
  )
}

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

function cached<K extends object, V>(table: WeakMap<K, V>, key: K, make: () => V): V {
  const known = table.get(key)
  if (known) return known
  const made = make()
  table.set(key, made)
  return made
}
