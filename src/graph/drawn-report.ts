/** @file asDrawn: the report of a drawing with its blocks opened, told of the drawing as it is: at the blocks, and inside them. */
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import type { Catalog } from '../catalog/node-def'
import type { Report } from './checked-drawing'
import type { Diagnostic, Fix } from './diagnostic'
import type { Drawing } from './drawing'
import type { ExpandedDrawing, NodePath } from './expand-blocks'

/** What a check says of a drawing with blocks in it: of the drawing with all of them opened, and of it as it was drawn. */
export interface DrawnReport<S> extends Report<S> {
  /** What each node counts, where that is known: of a layer its parameters, of a stage what its catalog counts. */
  readonly parameters: ReadonlyMap<string, number>
  readonly totalParameters: number
  /** The drawing with its blocks opened: what is checked, counted and lowered. Ids in `checked` are of this. */
  readonly expanded: ExpandedDrawing
}

/** What is wrong with blocks themselves: those that cannot be opened, and ends of the drawing inside one. */
export function blockProblems<S>(
  { problems: troubles, paths: places, drawing }: ExpandedDrawing,
  catalog: Catalog<S>,
): readonly { node: string; problem: Problem }[] {
  if (places.size === 0) return troubles
  const ends = drawing.nodes.filter(({ id, kind }) => places.has(id) && catalog.find(kind)?.family === 'end')
  return [...troubles, ...ends.map(({ id, label }) => ({ node: id, problem: message('block-end', { layer: label }) }))]
}

/** The report with problems, shapes and counts at the nodes that were drawn. */
export function mapReportToDrawing<S, R extends DrawnReport<S>>(report: R & DrawnReport<S>, drawing: Drawing): R {
  const { expanded: expanded } = report
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

/** Each problem once a block, however often it is repeated; fixes are of the drawing. */
function mapDiagnostics(diagnostics: readonly Diagnostic[], expanded: ExpandedDrawing): readonly Diagnostic[] {
  const known = new Set<string>()
  return diagnostics.flatMap((one) => {
    const place = one.node === undefined ? undefined : expanded.paths.get(one.node)
    const fixes = one.fixes.map((fix) => liftFix(fix, expanded))
    if (!place) return [{ ...one, fixes }]
    const key = `${one.problem.code} ${pathOf(place)}`
    if (known.has(key)) return []
    known.add(key)
    const { wire: _, ...rest } = one
    return [{ ...rest, node: place.within[0]?.node as string, inside: place, fixes }]
  })
}

/** The fix on the drawing as it is; worked out only when someone looks at its edits. */
function liftFix(fix: Fix, expanded: ExpandedDrawing): Fix {
  const { id, title, hint } = fix
  return {
    id,
    title,
    ...(hint === undefined ? {} : { hint }),
    get edits() {
      return expanded.lift(fix.edits)
    },
  }
}

/** A place in words that every turn of it shares. */
export function pathOf({ within, node }: NodePath): string {
  return [...within.map((one) => one.node), node].join('/')
}

/** Wires by node they go into, in port order. */
export function incomingOf({ wires }: Drawing): ReadonlyMap<string, Drawing['wires']> {
  const into = new Map<string, Drawing['wires'][number][]>()
  for (const wire of wires) into.set(wire.to, [...(into.get(wire.to) ?? []), wire])
  for (const list of into.values()) list.sort((a, b) => a.port - b.port)
  return into
}
