/**
 * @file roleOf: how the current network uses a column: as the target, as an input, or not at all. The dataset alone
 * does not determine this.
 */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Binding } from '../../../../data/column-binding'

export type Role = 'target' | 'input' | 'excluded' | 'unused'

/** The role shown next to a column's name; undefined for a regular input, which most columns are. */
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
  // If the network reads no columns yet, do not mark every column as unused.
  return inputs.length > 0 ? 'unused' : undefined
}
