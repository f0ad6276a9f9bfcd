/**
 * @file checkDrawing: checks a drawing of any catalog with its blocks expanded, and reports problems in terms of the
 * original drawing.
 */
import type { Catalog } from '../catalog/node-def'
import { check } from './check-flat-drawing'
import type { Diagnostic, Step } from './check-report'
import type { Drawing } from './drawing'
import { expandBlocks } from './expand-blocks'
import { blockProblems, type DrawnReport, mapReportToDrawing } from './map-report'

/**
 * Checks a drawing whose sources need no data. `count` returns the size of a node, or undefined for nodes without a
 * size.
 */
export function checkDrawing<S>(
  drawing: Drawing,
  catalog: Catalog<S>,
  count: (step: Pick<Step<S>, 'node' | 'inputs' | 'output'>) => number | undefined = () => undefined,
): DrawnReport<S> {
  const expanded = expandBlocks(drawing)
  const report = check(expanded.drawing, catalog, new Map())
  const blocks = blockProblems(expanded, catalog).map(
    ({ node, problem }): Diagnostic => ({ severity: 'error', problem, node, fixes: [] }),
  )
  const { checked, ...rest } = report
  const parameters = new Map<string, number>()
  for (const node of expanded.drawing.nodes) {
    const output = report.shapes.get(node.id)
    if (output === undefined) continue
    const inputs = (report.incoming.get(node.id) ?? []).flatMap(({ from }) => report.shapes.get(from) ?? [])
    const cost = count({ node, inputs, output })
    if (cost !== undefined) parameters.set(node.id, cost)
  }
  const isValid = checked && blocks.length === 0
  const counted = isValid ? checked.steps.map(({ node }) => node.id) : [...parameters.keys()]
  const full: DrawnReport<S> = {
    ...rest,
    ...(isValid ? { checked } : {}),
    diagnostics: [...blocks, ...report.diagnostics],
    parameters,
    totalParameters: counted.reduce((sum, id) => sum + (parameters.get(id) ?? 0), 0),
    expanded,
  }
  return expanded.drawing === drawing ? full : mapReportToDrawing(full, drawing)
}
