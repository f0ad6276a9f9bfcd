/**
 * @file Preparation: what the check of a drawing asks of the steps of a column, once they are here. They come a moment after the page,
 * which is spared their weight; columns without steps of their own are known by heart.
 */
import type { Problem } from '../../messages/problem'
import type { Result } from '../../base/result'
import type { ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { Plan } from '../../catalog/plan'
import type { Shape } from '../../catalog/layer-def'
import type { FittedColumn, Form } from './transform'

export interface Preparation {
  /** What a column is behind its steps; told where they do not suit it. */
  after(column: ColumnSchema, plan: Pick<Plan, 'prepare'>, kind: DatasetSchema['kind']): Result<Form, Problem>
  /** [places, signs] of a text that is predicted; told where its steps do not make it such. */
  answer(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Result<Shape, Problem>
  /** Why the steps of a number that is predicted do not suit it, if so. */
  number(column: ColumnSchema, plan: Pick<Plan, 'prepare'>): Problem | undefined
  /** What a number of the network is in its column's own unit. */
  back(steps: FittedColumn, value: number): number
  /** What is wrong with how samples are to be varied. */
  varying(picks: Plan['augment']): Problem | undefined
  /** What a plan's steps can never be, whatever the drawing. */
  problems(
    plan: Pick<Plan, 'prepare'> & Partial<Pick<Plan, 'split'>>,
    schema: DatasetSchema | undefined,
  ): readonly Problem[]
}

/** Whether the steps have to be here before a drawing on such data can be checked. */
export function needsPreparation(
  { columns }: Pick<DatasetSchema, 'columns'>,
  { prepare }: Pick<Plan, 'prepare'>,
): boolean {
  return prepare !== undefined || columns.some(({ type }) => type === 'text' || type === 'time' || type === 'array')
}

let known: Preparation | undefined

/** The steps, where they are here. */
export function preparation(): Preparation | undefined {
  return known
}

/** Called by the steps as they come. */
export function installPreparation(here: Preparation): void {
  known = here
}
