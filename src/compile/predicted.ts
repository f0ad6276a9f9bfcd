/** @file predictedColumn: the column that a project predicts first: its only output's own, else the plan's, else the set's. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/plan'
import type { Drawing } from '../graph/drawing'

/** The column that is looked at beside all others; of several outputs none is first, and the plan says. */
export function predictedColumn(
  { drawing, plan }: { readonly drawing: Pick<Drawing, 'nodes'>; readonly plan: Pick<Plan, 'target'> },
  { columns, target }: Pick<DatasetSchema, 'columns' | 'target'>,
): string {
  const [only, another] = drawing.nodes.filter(({ kind }) => kind === 'output')
  const own = another ? undefined : only?.params.target
  return columns.find(({ name }) => name === own)?.name ?? (plan.target || target)
}
