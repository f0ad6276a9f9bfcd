/**
 * @file predictedColumn: the main target of a project: its only output's column, else the plan's, else the dataset's.
 */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/plan'
import type { Drawing } from '../graph/drawing'

/** The column that others are compared with. With several outputs none comes first, so the plan decides. */
export function predictedColumn(
  { drawing, plan }: { readonly drawing: Pick<Drawing, 'nodes'>; readonly plan: Pick<Plan, 'target'> },
  { columns, target }: Pick<DatasetSchema, 'columns' | 'target'>,
): string {
  const [only, another] = drawing.nodes.filter(({ kind }) => kind === 'output')
  const own = another ? undefined : only?.params.target
  return columns.find(({ name }) => name === own)?.name ?? (plan.target || target)
}
