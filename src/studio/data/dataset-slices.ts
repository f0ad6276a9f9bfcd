/**
 * @file slicesOf: the saved slices of the dataset in use; defaultSlices: the slices that are suggested if none are
 * saved.
 */
import type { DatasetSchema } from '../../catalog/dataset-schema'
import type { Slice } from '../../data/condition'
import type { AppState } from '../state'

const NONE: readonly Slice[] = []

/** The slices of a custom dataset are stored in its record, those of a built-in dataset in the project. */
export function slicesOf({ project, sets }: Pick<AppState, 'project' | 'sets'>): readonly Slice[] {
  const { dataset, schema, slices = NONE } = project.data
  if (!schema) return slices
  return sets.sets.find(({ id }) => id === dataset)?.slices ?? slices
}

/** Default slices are created only from a column with at most this many distinct values. */
const MOST_SLICES = 12

/** One slice per value of the first category column with few values, preferably one that is not the target. */
export function defaultSlices(schema: DatasetSchema, target: string | undefined): readonly Slice[] {
  const column = fewValued(schema, (name) => name !== target) ?? fewValued(schema, (name) => name === target)
  return (column?.values ?? []).map((value) => ({
    name: `${column?.name} ${value}`,
    where: { column: column?.name ?? '', is: '=', value },
  }))
}

function fewValued({ columns, ignore = [] }: DatasetSchema, matches: (name: string) => boolean) {
  const found = columns.find(
    (column) =>
      column.type === 'category' &&
      column.values.length <= MOST_SLICES &&
      !ignore.includes(column.name) &&
      matches(column.name),
  )
  return found?.type === 'category' ? found : undefined
}
