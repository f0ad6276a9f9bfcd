/** @file Choosing the target column, and fitting the loss and the last layer to it. */
import '../../messages/en/runs'
import { refuse } from '../../messages/message'
import { columnIndex, type DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import { checkNetwork } from '../../compile/check-network'
import { lossFor } from '../../compile/default-plan'
import { predictedColumn } from '../../compile/dataset-of-project'
import { needsPreparation } from '../../data/transforms/loaded-transforms'
import { loadPreparation } from '../../data/transforms/load-transforms'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import type { AppContext } from '../context'
import { drawFitting } from './draw-network-for-dataset'
import { goBackTo } from '../project/restore-project'
import { schemaOf } from './network-canvas-subject'

/** Problems of an output that does not match the loss; each has a fix. */
const OUTPUT_PROBLEMS = new Set(['output-units', 'output-shape', 'activation-misfit'])
/** The maximum number of rounds of fixes; an output never has this many problems. */
const ROUNDS = 6

interface PredictOptions {
  readonly column?: string | undefined
  readonly fit?: boolean | undefined
}

/**
 * Sets the target column, if given. With `fit`, the loss and the last layer are adapted; otherwise the check reports
 * what does not fit.
 */
export async function predict(studio: AppContext, { column, fit }: PredictOptions): Promise<void> {
  const state = studio.store.getState()
  const schema = schemaOf(state) ?? refuse('no-data', {})
  if (column !== undefined) {
    if (columnIndex(schema, column) < 0) return refuse('data-lacks-column', { dataset: schema.title, column })
    // A single output takes its target from the plan, which the split, the report, and simple models also use.
    const outputs = state.project.drawing.nodes.filter(({ kind }) => kind === 'output')
    const [only] = outputs
    const own = outputs.length === 1 && only?.params.target ? only : undefined
    await studio.run('plan.set', { target: column === schema.target ? null : column })
    if (own) {
      const { project } = studio.store.getState()
      const edits = [{ type: 'set', node: own.id, params: { target: '' } }] as const
      goBackTo(studio, { ...project, drawing: applyAll(project.drawing, edits) })
    }
  }
  if (fit) await fitEnd(studio, schema)
}

async function fitEnd(studio: AppContext, schema: DatasetSchema): Promise<void> {
  if (needsPreparation(schema, studio.store.getState().project.plan)) await loadPreparation()
  const { project } = studio.store.getState()
  const plan = planFor(schema, project.plan, predictedColumn(project, schema))
  const drawing = fittedOutput(project.drawing, schema, plan)
  if (drawing) goBackTo(studio, { ...project, plan, drawing })
  else await drawFitting(studio)
}

/** The plan with a loss that fits the target; class weights are dropped if they are for other classes. */
function planFor(schema: DatasetSchema, plan: Plan, target: string): Plan {
  const { classWeights, ...rest } = plan
  const classes = schema.columns[columnIndex(schema, target)]?.type === 'category'
  const loss = { kind: lossFor(schema, target) }
  const same = plan.loss.kind === loss.kind
  return {
    ...rest,
    loss: same ? plan.loss : loss,
    ...(classes && classWeights === 'balanced' ? { classWeights } : {}),
  }
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
