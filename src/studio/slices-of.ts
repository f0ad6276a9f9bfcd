/** @file slicesOf: the slices kept with the set in use, wherever they lie. */
import type { Slice } from '../data/condition'
import type { AppState } from './state'

const NONE: readonly Slice[] = []

/** With a set of the user's own those of its record, else those of the project. */
export function slicesOf({ project, sets }: Pick<AppState, 'project' | 'sets'>): readonly Slice[] {
  const { dataset, schema, slices = NONE } = project.data
  if (!schema) return slices
  return sets.sets.find(({ id }) => id === dataset)?.slices ?? slices
}
