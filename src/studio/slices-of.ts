/** @file slicesOf: the slices kept with the set in use, wherever they lie; usualSlices: what requests come in where none are kept. */
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { Slice } from '../data/condition'
import type { AppState } from './state'

const NONE: readonly Slice[] = []

/** With a set of the user's own those of its record, else those of the project. */
export function slicesOf({ project, sets }: Pick<AppState, 'project' | 'sets'>): readonly Slice[] {
  const { dataset, schema, slices = NONE } = project.data
  if (!schema) return slices
  return sets.sets.find(({ id }) => id === dataset)?.slices ?? slices
}

/** A column of more values makes no slices of its own. */
const MOST_SLICES = 12

/** The values of a set's first column of few, else the classes. */
export function usualSlices(schema: DatasetSchema, target: string | undefined): readonly Slice[] {
  const column = fewValued(schema, (name) => name !== target) ?? fewValued(schema, (name) => name === target)
  return (column?.values ?? []).map((value) => ({
    name: `${column?.name} ${value}`,
    where: { column: column?.name ?? '', is: '=', value },
  }))
}

function fewValued({ columns, ignore = [] }: DatasetSchema, wanted: (name: string) => boolean) {
  const found = columns.find(
    (column) =>
      column.type === 'category' &&
      column.values.length <= MOST_SLICES &&
      !ignore.includes(column.name) &&
      wanted(column.name),
  )
  return found?.type === 'category' ? found : undefined
}
