/** @file roleOf: what a column is to the current network: its target, an input, or neither; the dataset alone does not decide it. */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Binding } from '../../../../data/binding'

export type Role = 'target' | 'input' | 'excluded' | 'unused'

/** The role shown next to the name of a column; undefined for a plain input, which most columns are. */
export function roleOf(
  name: string,
  { ignore }: Pick<DatasetSchema, 'ignore'>,
  { inputs, outputs }: Binding,
  target: string,
): Role | undefined {
  if (name === target || outputs.some(({ task }) => task.column === name)) return 'target'
  const excluded = ignore.includes(name)
  if (inputs.some(({ columns }) => columns.includes(name))) return excluded ? 'input' : undefined
  if (excluded) return 'excluded'
  // In a network that reads nothing yet, every column would be marked.
  return inputs.length > 0 ? 'unused' : undefined
}
