/**
 * @file previewOf: computes the effect of a fix without applying it: the nodes it changes, before and after, and the
 * remaining problems.
 */
import type { Catalog } from '../../../catalog/node-def'
import { applyAll } from '../../../graph/apply-edit'
import type { Diagnostic, Fix } from '../../../graph/check-report'
import { type Change, diff } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'
import type { DrawnReport } from '../../../graph/map-report'
import { canvasProblemText } from '../../../messages/en/canvas/problems'
import { shapeOut, shownDrawing } from '../../../studio/network/block-levels'
import type { BoardState } from '../../../studio/network/canvas-board'

const text = canvasProblemText.preview

/** What the preview needs from a board: its check and its catalog's text. */
export interface PreviewContext {
  check(state: BoardState): DrawnReport<unknown>
  flowText(flow: unknown): string
  readonly nodes: Catalog<unknown>
}

export interface Preview {
  readonly before: Sketch
  readonly after: Sketch
  /** The number of layers that change inside blocks, where the sketches do not show them. */
  readonly inBlocks: number
  /** Parameter counts of the entire network, including all levels. */
  readonly counts: { readonly before: number; readonly after: number }
  /** Errors that remain after the fix. Advice is not included, because it does not prevent training. */
  readonly errors: readonly Diagnostic[]
  /** Advice that appears only after the fix is applied. */
  readonly advice: readonly Diagnostic[]
}

/** Previews a fix on the level of its problem; undefined if the fix changes nothing. */
export function previewOf(
  state: BoardState,
  problem: Diagnostic,
  fix: Fix,
  { check, flowText, nodes }: PreviewContext,
): Preview | undefined {
  const drawing = applyAll(state.project.drawing, fix.edits)
  if (drawing === state.project.drawing) return undefined
  const fixed: BoardState = { ...state, project: { ...state.project, drawing } }
  const report = check(fixed)
  const at = (inside: readonly string[]) => {
    const was = { ...state, inside }
    const is = { ...fixed, report, inside }
    const [old, fresh] = [shownDrawing(was), shownDrawing(is)]
    return { was, is, old, fresh, marks: marksOf(old, fresh, nodes) }
  }
  // Show the level of the problem, or an outer level if the fix changes the block itself.
  const path = problem.inside?.within.map(({ node }) => node) ?? []
  let level = at(path)
  for (let depth = path.length; depth > 0 && level.marks.size === 0; depth--) level = at(path.slice(0, depth - 1))
  const { was, is, old, fresh, marks } = level
  const flow = (at: BoardState) => (node: string, out: number) => {
    const shape = shapeOut(at, node, out)
    return shape === undefined ? '' : flowText(shape)
  }
  const known = new Set(state.report.diagnostics.map(keyOf))
  return {
    before: sketchOf(old, marks, flow(was)),
    after: sketchOf(fresh, marks, flow(is)),
    inBlocks: changedInBlocks(state.report, report, marks),
    counts: { before: state.report.totalParameters, after: report.totalParameters },
    errors: report.diagnostics.filter(({ severity }) => severity === 'error'),
    advice: report.diagnostics.filter((one) => one.severity === 'advice' && !known.has(keyOf(one))),
  }
}

/** The layers that change, in every copy of a block, except the marked ones and those inside a marked block. */
function changedInBlocks(
  { expanded: before }: DrawnReport<unknown>,
  { expanded: after }: DrawnReport<unknown>,
  marks: ReadonlyMap<string, Mark>,
): number {
  return diff(before.drawing, after.drawing).filter((one) => {
    if (one.type !== 'changed') return false
    const { id } = one.after
    const { within = [], node = id } = after.paths.get(id) ?? {}
    return ![...within.map((block) => block.node), node].some((place) => marks.has(place))
  }).length
}

const keyOf = ({ problem, node }: Diagnostic) => `${problem.code} ${node ?? ''}`

function marksOf(old: Drawing, fresh: Drawing, nodes: Catalog<unknown>): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const change of diff(old, fresh)) {
    switch (change.type) {
      case 'added':
      case 'removed':
        marks.set(change.node.id, { how: change.type })
        break
      case 'changed':
        marks.set(change.after.id, { how: 'changed', change: changeText(change, nodes) })
        break
      case 'wired':
      case 'unwired':
        for (const { id } of [change.from, change.to]) if (!marks.has(id)) marks.set(id, { how: 'rewired' })
        break
    }
  }
  return marks
}

/** Describes a changed node: its changed parameters, such as "Units 7 → 10", or its new kind. */
function changeText({ before, after, params }: Extract<Change, { type: 'changed' }>, nodes: Catalog<unknown>): string {
  const def = nodes.find(after.kind)
  if (before.kind !== after.kind) return text.becomes({ kind: def?.title ?? after.kind })
  if (params.length === 0) return text.wasNamed({ name: before.label })
  const changes = params.map(({ name, before: was, after: is }) => {
    const spec = def && Object.hasOwn(def.params, name) ? def.params[name] : undefined
    return text.setting({
      name: spec?.label ?? name,
      before: valueText(was ?? spec?.default),
      after: valueText(is ?? spec?.default),
    })
  })
  return text.settings({ changes })
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join('×') : text.noValue
  return value === '' ? text.emptyText : String(value)
}

/** How a node changes, with a description of the change. */
interface Mark {
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

interface Line {
  readonly from: Box
  readonly to: Box
  /** The shape on the wire, as text. */
  readonly flow: string
}

export interface Sketch {
  readonly boxes: readonly Box[]
  readonly lines: readonly Line[]
  readonly columns: number
  readonly rows: number
}

/** Lays out the marked nodes and their neighbors. */
function sketchOf(
  { nodes, wires }: Drawing,
  marks: ReadonlyMap<string, Mark>,
  flow: (node: string, out: number) => string,
): Sketch {
  const near = wires.flatMap(({ from, to }) => {
    const changedEnds = [from, to].filter((id) => marks.has(id) && marks.get(id)?.how !== 'rewired')
    return changedEnds.length > 0 ? [from, to] : []
  })
  const included = new Set([...marks.keys(), ...near])
  const shown = nodes.filter(({ id }) => included.has(id))
  const ids = new Set(shown.map(({ id }) => id))
  const between = wires.filter(({ from, to }) => ids.has(from) && ids.has(to))
  const columns = columnsOf(ids, between)
  const filled = new Map<number, number>()
  // Keep the drawing's top-to-bottom order, so that branches do not swap.
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

/** The column of each node: the length of the longest path to it. Cycles are followed once. */
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
