/** @file roleOf: what a column is to the drawing as it stands: predicted, read, or neither; the set alone does not decide it. */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import type { Binding } from '../../../../data/binding'

export type Role = 'predicted' | 'input' | 'set aside' | 'not read'

/** What is said beside the name of a column; nothing of a plain input, which most are. */
export function roleOf(
  name: string,
  { ignore }: Pick<DatasetSchema, 'ignore'>,
  { inputs, outputs }: Binding,
  target: string,
): Role | undefined {
  if (name === target || outputs.some(({ task }) => task.column === name)) return 'predicted'
  const aside = ignore.includes(name)
  if (inputs.some(({ columns }) => columns.includes(name))) return aside ? 'input' : undefined
  if (aside) return 'set aside'
  // Of a drawing that reads nothing yet it would stand at every column.
  return inputs.length > 0 ? 'not read' : undefined
}
