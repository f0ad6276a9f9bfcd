/** @file Adapts the last layer of a network to its loss and its target, such as one output per class. */
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { checkNetwork } from '../../compile/check-network'
import { predictedColumn } from '../../compile/dataset-of-project'
import { lossFor } from '../../compile/default-plan'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { needsPreparation } from '../../data/transforms/loaded-transforms'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { message } from '../../messages/message'
import type { AppContext } from '../context'
import { schemaOf } from '../data/data-session'
import { goBackTo } from '../project/restore-project'

/** Problems of an output that does not match the loss; each has a fix. */
const OUTPUT_PROBLEMS = new Set(['output-units', 'output-shape', 'activation-misfit'])
/** The maximum number of rounds of fixes; an output never has this many problems. */
const ROUNDS = 6

/**
 * Adapts the last layer and the loss, as one undo step, to data whose classes have changed. The network was valid
 * before.
 */
export async function followClasses(studio: AppContext): Promise<void> {
  const { report, project } = studio.store.getState()
  const isOutputWrong = report.diagnostics.some(
    ({ problem }) => OUTPUT_PROBLEMS.has(problem.code) || problem.code === 'loss-misfit',
  )
  const schema = schemaOf(studio.store.getState())
  if (!isOutputWrong || !schema) return
  if (needsPreparation(schema, project.plan)) await loadPreparation()
  const column = predictedColumn(project, schema)
  const kind = lossFor(schema, column)
  const plan = kind === project.plan.loss.kind ? project.plan : { ...project.plan, loss: { kind } }
  const drawing = fittedOutput(project.drawing, schema, plan)
  const target = schema.columns[columnIndex(schema, column)]
  // A lesson may forbid the change; the check then reports what does not fit.
  if (!drawing || target?.type !== 'category' || studio.store.subject.forbids?.(studio.store.getState(), drawing))
    return
  goBackTo(studio, { ...project, plan, drawing })
  const classes = target.values.length
  studio.store.setState({ answer: null })
  await studio.run('notice.show', { tone: 'info', message: message('network-follows-classes', { column, classes }) })
}

/**
 * The drawing after the fixes for its output have been applied until none is left; undefined if the drawing is still
 * not valid.
 */
export function fittedOutput(drawing: Drawing, schema: DatasetSchema, plan: Plan): Drawing | undefined {
  let fitted = drawing
  for (let round = 0; round < ROUNDS; round++) {
    const { diagnostics, checked } = checkNetwork(fitted, schema, plan)
    const wrong = diagnostics.find(({ problem, fixes }) => OUTPUT_PROBLEMS.has(problem.code) && fixes.length > 0)
    const [fix] = wrong?.fixes ?? []
    if (!fix) return checked ? fitted : undefined
    fitted = applyAll(fitted, fix.edits)
  }
  return undefined
}
