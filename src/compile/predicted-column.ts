/**
 * @file predictedColumn: returns a project's main target, which is the column of its only output; otherwise the plan's
 * target or, if the plan has none, the dataset's.
 */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Plan } from '../catalog/training-plan'
import type { Drawing } from '../graph/drawing'

/**
 * The target that other columns are compared with. With several outputs, none of them has priority, so the plan's
 * target is used.
 */
export function predictedColumn(
  { drawing, plan }: { readonly drawing: Pick<Drawing, 'nodes'>; readonly plan: Pick<Plan, 'target'> },
  { columns, target }: Pick<DatasetSchema, 'columns' | 'target'>,
): string {
  const [only, another] = drawing.nodes.filter(({ kind }) => kind === 'output')
  const own = another ? undefined : only?.params.target
  return columns.find(({ name }) => name === own)?.name ?? (plan.target || target)
}
