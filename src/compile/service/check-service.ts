/** @file checkService: checks a drawing as a service: structure, data flow, traffic shares, and registered models. */
import '../../messages/en/stages'
import { stages } from '../../catalog/service-stages'
import type { Flow } from '../../catalog/stage-def'
import { buildIndex, check } from '../../graph/check-flat-drawing'
import type { Diagnostic } from '../../graph/check-report'
import type { Drawing } from '../../graph/drawing'
import { type ExpandedDrawing, expandBlocks } from '../../graph/expand-blocks'
import { blockProblems, type DrawnReport, mapReportToDrawing } from '../../graph/map-report'
import { models, splits } from './rules/models-and-splits'
import { ends, followers, suggest } from './rules/required-stages'
import type { RegistrySnapshot, ServiceContext, ServiceRule } from './service-context'

export type ServiceReport = DrawnReport<Flow>

/** The rules, in the order in which their problems are listed. */
const RULES: readonly ServiceRule[] = [ends, splits, followers, models]

/** Checks a drawing as a service and, if `registry` is given, against the registered models. */
export function checkService(drawing: Drawing, registry?: RegistrySnapshot): ServiceReport {
  const expanded = expandBlocks(drawing)
  const report = checkOpened(expanded, registry)
  return expanded.drawing === drawing ? report : mapReportToDrawing(report, drawing)
}

function checkOpened(expanded: ExpandedDrawing, registry: RegistrySnapshot | undefined): ServiceReport {
  const { drawing } = expanded
  const plain = buildIndex(drawing, stages)
  const index = { ...plain, live: withShadows(drawing, plain) }
  const report = check(drawing, stages, new Map(), index)
  const context: ServiceContext = { drawing, report, nodes: index.nodes, outgoing: index.outgoing, registry }
  const diagnostics = [
    ...blockProblems(expanded, stages).map(
      ({ node, problem }): Diagnostic => ({ severity: 'error', problem, node, fixes: [] }),
    ),
    ...report.diagnostics.map((one) => suggest(context, one)),
    ...RULES.flatMap((rule) => rule(context)),
  ]
  const sound = report.checked && diagnostics.every(({ severity }) => severity !== 'error')
  return {
    diagnostics,
    shapes: report.shapes,
    incoming: report.incoming,
    ...(sound ? { checked: report.checked } : {}),
    parameters: new Map(),
    totalParameters: 0,
    expanded,
  }
}

/** All nodes that lead to the log, and shadow models, whose predictions are logged without a wire. */
function withShadows(drawing: Drawing, { live, incoming }: Pick<ReturnType<typeof buildIndex>, 'live' | 'incoming'>) {
  const found = new Set(live)
  for (const { id, kind, params } of drawing.nodes) if (kind === 'model' && params.alias === 'shadow') found.add(id)
  // Entries added during the loop are visited too, because a Set iterates in insertion order.
  for (const id of found) for (const { from } of incoming.get(id) ?? []) found.add(from)
  return found
}
