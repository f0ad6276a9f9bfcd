/** @file splitFact: which part each row is in, as a column that conditions can ask about; missing where it is in none. */
import type { Fact } from './condition-mask'
import type { Dataset, Split } from './dataset'

const NAMES = ['train', 'validation', 'test'] as const

/** The part of every row. */
export function splitFact(split: Split, { schema }: Pick<Dataset, 'schema'>): Fact {
  const codes = new Int16Array(schema.rows).fill(-1)
  NAMES.forEach((name, code) => {
    for (const row of split[name]) codes[row] = code
  })
  return { schema: { name: 'split', type: 'category', values: NAMES }, column: { type: 'category', codes } }
}
