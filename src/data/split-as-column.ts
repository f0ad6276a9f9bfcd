/**
 * @file splitAsColumn: provides each row's part of the split as a virtual column for conditions; the value is missing
 * if a row is in no part.
 */
import type { VirtualColumn } from './evaluate-condition'
import type { Dataset, Split } from './dataset'

const NAMES = ['train', 'validation', 'test'] as const

/** For each row, the part of the split that contains it. */
export function splitAsColumn(split: Split, { schema }: Pick<Dataset, 'schema'>): VirtualColumn {
  const codes = new Int16Array(schema.rows).fill(-1)
  NAMES.forEach((name, code) => {
    for (const row of split[name]) codes[row] = code
  })
  return { schema: { name: 'split', type: 'category', values: NAMES }, column: { type: 'category', codes } }
}
