/**
 * @file Preparation: the transform functions that checking a drawing needs. To keep the page small, the transforms load
 * shortly after it; columns with default steps can be checked before that.
 */
import type { Problem } from '../../messages/problem'
import type { Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/plan'
import type { Shape } from '../../catalog/layer-def'
import type { FittedColumn, Form } from './transform'

export interface Preparation {
  /** The form of a column after its steps, or a problem if the steps do not fit the column. */
  formAfter(column: ColumnSchema, plan: Pick<Plan, 'prepare'>, kind: DatasetSchema['kind']): Result<Form, Problem>
  /**
   * The shape [positions, vocabulary size] of a text target, or a problem if its steps are not valid for a text target.
   */
  textTargetShape(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Result<Shape, Problem>
  /** Why the steps of a numeric target do not fit it; undefined if they do. */
  targetProblem(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Problem | undefined
  /** Converts a number predicted by the network to the column's unit. */
  invert(steps: FittedColumn, value: number): number
  /** The first problem in a list of augmentations; undefined if there is none. */
  augmentProblem(picks: Plan['augment']): Problem | undefined
  /** Problems of a plan's preparation steps that do not depend on the drawing. */
  planProblems(
    plan: Pick<Plan, 'prepare'> & Partial<Pick<Plan, 'split'>>,
    schema: DatasetSchema | undefined,
  ): readonly Problem[]
}

/** Whether the transforms must be loaded before a drawing with this data can be checked. */
export function needsPreparation(
  { columns }: Pick<DatasetSchema, 'columns'>,
  { prepare }: Pick<Plan, 'prepare'>,
): boolean {
  return prepare !== undefined || columns.some(({ type }) => type === 'text' || type === 'time' || type === 'array')
}

let known: Preparation | undefined

/** The preparation functions; undefined until the transforms are loaded. */
export function preparation(): Preparation | undefined {
  return known
}

/** Registers the preparation functions; called by the transforms when they load. */
export function installPreparation(here: Preparation): void {
  known = here
}
