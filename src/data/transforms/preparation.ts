/**
 * @file Preparation: the functions of the transforms that the check of a drawing needs. The transforms load shortly after the page, which
 * stays smaller without them; columns with default steps can be checked before they are loaded.
 */
import type { Problem } from '../../messages/problem'
import type { Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/plan'
import type { Shape } from '../../catalog/layer-def'
import type { FittedColumn, Form } from './transform'

export interface Preparation {
  /** The form of a column after its steps; a problem if they do not fit it. */
  formAfter(column: ColumnSchema, plan: Pick<Plan, 'prepare'>, kind: DatasetSchema['kind']): Result<Form, Problem>
  /** The shape [positions, tokens] of a text target; a problem if its steps are not valid for one. */
  textTargetShape(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Result<Shape, Problem>
  /** Why the steps of a numeric target do not fit it; undefined if they do. */
  targetProblem(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Problem | undefined
  /** Converts a number that the network predicts to the column's unit. */
  invert(steps: FittedColumn, value: number): number
  /** The problem of a list of augmentations. */
  augmentProblem(picks: Plan['augment']): Problem | undefined
  /** Problems of a plan's steps that do not depend on the drawing. */
  planProblems(
    plan: Pick<Plan, 'prepare'> & Partial<Pick<Plan, 'split'>>,
    schema: DatasetSchema | undefined,
  ): readonly Problem[]
}

/** Whether the transforms must be loaded before a drawing on such data can be checked. */
export function needsPreparation(
  { columns }: Pick<DatasetSchema, 'columns'>,
  { prepare }: Pick<Plan, 'prepare'>,
): boolean {
  return prepare !== undefined || columns.some(({ type }) => type === 'text' || type === 'time' || type === 'array')
}

let known: Preparation | undefined

/** The preparation, if the transforms are loaded. */
export function preparation(): Preparation | undefined {
  return known
}

/** Registers the preparation; called by the transforms when they load. */
export function installPreparation(here: Preparation): void {
  known = here
}
