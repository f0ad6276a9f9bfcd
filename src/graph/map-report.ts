/** @file mapReportToDrawing: maps the report of an expanded drawing back to the drawing as the user sees it, with its blocks. */

import type { Catalog } from '../catalog/node-def'
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import type { Diagnostic, Fix, Report } from './check-report'
import type { Drawing } from './drawing'
import type { ExpandedDrawing, NodePath } from './expand-blocks'

/** The report of a drawing with blocks, both for the expanded drawing and for the original drawing. */
export interface DrawnReport<S> extends Report<S> {
  /** The size of each node where it is known: a layer's number of parameters, or what the catalog counts for a stage. */
  readonly parameters: ReadonlyMap<string, number>
  readonly totalParameters: number
  /**
   * The drawing with all blocks expanded, which is what is checked, counted and lowered. Node ids in `checked` refer to
   * this drawing.
   */
  readonly expanded: ExpandedDrawing
}

/** Problems of the blocks themselves: blocks that cannot be expanded, and inputs or outputs of the network inside a block. */
export function blockProblems<S>(
  { problems, paths, drawing }: ExpandedDrawing,
  catalog: Catalog<S>,
): readonly { node: string; problem: Problem }[] {
  if (paths.size === 0) return problems
  const ends = drawing.nodes.filter(({ id, kind }) => paths.has(id) && catalog.find(kind)?.family === 'end')
  return [...problems, ...ends.map(({ id, label }) => ({ node: id, problem: message('block-end', { layer: label }) }))]
}

/** Returns the report with problems, shapes and counts attached to the nodes that the user drew. */
export function mapReportToDrawing<S, R extends DrawnReport<S>>(report: R & DrawnReport<S>, drawing: Drawing): R {
  const { expanded } = report
  const shapes = new Map<string, S>(report.shapes)
  const parameters = new Map(report.parameters)
  for (const { id } of drawing.nodes) {
    const source = expanded.source(id)
    const shape = source === undefined ? undefined : report.shapes.get(source)
    if (shape !== undefined) shapes.set(id, shape)
  }
  for (const [id, count] of report.parameters) {
    const [outermost] = expanded.paths.get(id)?.within ?? []
    if (outermost) parameters.set(outermost.node, (parameters.get(outermost.node) ?? 0) + count)
  }
  return {
    ...report,
    shapes,
    parameters,
    diagnostics: mapDiagnostics(report.diagnostics, expanded),
    incoming: incomingOf(drawing),
  }
}

/**
 * Reports each problem once per block, regardless of how often the block is repeated. Fixes edit the original drawing.
 */
function mapDiagnostics(diagnostics: readonly Diagnostic[], expanded: ExpandedDrawing): readonly Diagnostic[] {
  const seen = new Set<string>()
  return diagnostics.flatMap((one) => {
    const place = one.node === undefined ? undefined : expanded.paths.get(one.node)
    const fixes = one.fixes.map((fix) => liftFix(fix, expanded))
    if (!place) return [{ ...one, fixes }]
    const key = `${one.problem.code} ${pathOf(place)}`
    if (seen.has(key)) return []
    seen.add(key)
    const { wire: _, ...rest } = one
    return [{ ...rest, node: place.within[0]?.node as string, inside: place, fixes }]
  })
}

/** The fix, with edits to the original drawing, computed on first access. */
function liftFix(fix: Fix, expanded: ExpandedDrawing): Fix {
  const { id, title, hint, command } = fix
  return {
    id,
    title,
    ...(command && { command }),
    ...(hint === undefined ? {} : { hint }),
    get edits() {
      return expanded.lift(fix.edits)
    },
  }
}

/** A key for a node's path, equal for all repetitions of the enclosing blocks. */
export function pathOf({ within, node }: NodePath): string {
  return [...within.map((one) => one.node), node].join('/')
}

/** Incoming wires of each node, in port order, keyed by node id. */
export function incomingOf({ wires }: Drawing): ReadonlyMap<string, Drawing['wires']> {
  const into = new Map<string, Drawing['wires'][number][]>()
  for (const wire of wires) into.set(wire.to, [...(into.get(wire.to) ?? []), wire])
  for (const list of into.values()) list.sort((a, b) => a.port - b.port)
  return into
}
