/** @file asDrawn: the report of a drawing with its blocks opened, told of the drawing as it is: at the blocks, and inside them. */
import { type Message, message } from '../base/messages/message'
import type { Shape } from '../catalog/layer-def'
import { layers } from '../catalog/layers'
import type { Diagnostic, Fix } from '../graph/diagnostic'
import type { Drawing } from '../graph/drawing'
import type { Expanded, Place } from '../graph/expand'
import type { NetworkReport } from './network-report'

/** What is wrong with blocks themselves: those that cannot be opened, and ends of the network inside one. */
export function blockProblems({ troubles, places, drawing }: Expanded): readonly { node: string; said: Message }[] {
  if (places.size === 0) return troubles
  const ends = drawing.nodes.filter(({ id, kind }) => places.has(id) && layers.find(kind)?.family === 'end')
  return [...troubles, ...ends.map(({ id, label }) => ({ node: id, said: message('block-end', { layer: label }) }))]
}

/** The report with problems, shapes and counts at the nodes that were drawn. */
export function asDrawn(report: NetworkReport, drawing: Drawing): NetworkReport {
  const { expanded } = report
  const shapes = new Map<string, Shape>(report.shapes)
  const parameters = new Map(report.parameters)
  for (const { id } of drawing.nodes) {
    const source = expanded.source(id)
    const shape = source === undefined ? undefined : report.shapes.get(source)
    if (shape) shapes.set(id, shape)
  }
  for (const [id, count] of report.parameters) {
    const [outermost] = expanded.places.get(id)?.within ?? []
    if (outermost) parameters.set(outermost.node, (parameters.get(outermost.node) ?? 0) + count)
  }
  return {
    ...report,
    shapes,
    parameters,
    diagnostics: told(report.diagnostics, expanded),
    incoming: incomingOf(drawing),
  }
}

/** Each problem once a block, however often it is repeated; fixes are of the drawing. */
function told(diagnostics: readonly Diagnostic[], expanded: Expanded): readonly Diagnostic[] {
  const known = new Set<string>()
  return diagnostics.flatMap((one) => {
    const place = one.node === undefined ? undefined : expanded.places.get(one.node)
    const fixes = one.fixes.map((fix) => lifted(fix, expanded))
    if (!place) return [{ ...one, fixes }]
    const key = `${one.said.code} ${pathOf(place)}`
    if (known.has(key)) return []
    known.add(key)
    const { wire: _, ...rest } = one
    return [{ ...rest, node: place.within[0]?.node as string, inside: place, fixes }]
  })
}

/** The fix on the drawing as it is; worked out only when someone looks at its edits. */
function lifted(fix: Fix, expanded: Expanded): Fix {
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
export function pathOf({ within, node }: Place): string {
  return [...within.map((one) => one.node), node].join('/')
}

function incomingOf({ wires }: Drawing): NetworkReport['incoming'] {
  const into = new Map<string, Drawing['wires'][number][]>()
  for (const wire of wires) into.set(wire.to, [...(into.get(wire.to) ?? []), wire])
  for (const list of into.values()) list.sort((a, b) => a.port - b.port)
  return into
}
