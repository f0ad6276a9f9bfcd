/**
 * @file Preparation: the transform functions needed to check a network. To keep the initial page small, the transforms
 * are loaded shortly after the page; columns with default steps can be checked before that.
 */
import type { Problem } from '../../messages/problem'
import type { Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/training-plan'
import type { Shape } from '../../catalog/layer-def'
import type { FittedColumn, Form } from './transform'

export interface Preparation {
  /** Returns the form of a column after its steps, or a problem if the steps do not fit the column. */
  formAfter(column: ColumnSchema, plan: Pick<Plan, 'prepare'>, kind: DatasetSchema['kind']): Result<Form, Problem>
  /**
   * The shape [positions, vocabulary size] of a text target, or a problem if its steps are not valid for a text target.
   */
  textTargetShape(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Result<Shape, Problem>
  /** Returns the problem with the steps of a numeric target, or undefined if they fit the target. */
  targetProblem(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Problem | undefined
  /** Converts a number predicted by the network to the column's units. */
  invert(steps: FittedColumn, value: number): number
  /** Returns the first problem in a list of augmentations, or undefined if there is none. */
  augmentProblem(picks: Plan['augment']): Problem | undefined
  /** Returns the problems with a plan's preparation steps that do not depend on the network. */
  planProblems(
    plan: Pick<Plan, 'prepare'> & Partial<Pick<Plan, 'split'>>,
    schema: DatasetSchema | undefined,
  ): readonly Problem[]
}

/** Whether the transforms must be loaded before a network with this data can be checked. */
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

/**
 * Returns the shape of all forms concatenated, or undefined if their leading axes differ or if embedding ids would be
 * concatenated with anything else.
 */
export function joinShapes(forms: readonly Form[]): Shape | undefined {
  const [first] = forms
  if (!first || (forms.length > 1 && forms.some(({ type }) => type === 'ids'))) return undefined
  const leading = first.shape.slice(0, -1)
  const fit = forms.every(
    ({ shape }) => Math.max(1, shape.length) === leading.length + 1 && leading.every((axis, i) => shape[i] === axis),
  )
  return fit ? [...leading, forms.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 1), 0)] : undefined
}
