/**
 * @file Buckets: a set that is being collected, a bucket a class, its samples in memory. A class that is off stays as it is and is not
 * in the set. What comes out is a dataset as any other: it can be kept, profiled and trained on.
 */
import type { Column, ColumnSchema, DatasetSchema } from '../catalog/dataset-schema'
import { joinColumns, rowsIn } from './columns'
import type { Dataset } from './dataset'

export interface Bucket {
  readonly label: string
  /** Columns of the samples' schema, of one row or more each, in the order in which they came. */
  readonly samples: readonly Column[]
  /** Left out of the set, and not forgotten. */
  readonly off?: boolean
}

/** The set that the buckets make now: the samples, and the class of each. Rows stand bucket by bucket. */
export function setOfBuckets(
  { id, title, sample }: Pick<DatasetSchema, 'id' | 'title'> & { readonly sample: ColumnSchema },
  buckets: readonly Bucket[],
): Dataset {
  const on = buckets.filter(({ off }) => off !== true)
  const counts = on.map(({ samples }) => samples.reduce((rows, column) => rows + rowsIn(column, sample), 0))
  const labels = [...new Set(on.map(({ label }) => label))]
  const codes = on.flatMap(({ label }, k) => Array<number>(counts[k] as number).fill(labels.indexOf(label)))
  const target = sample.name === 'class' ? 'label' : 'class'
  return {
    schema: {
      id,
      title,
      kind: KINDS[sample.type],
      columns: [sample, { name: target, type: 'category', values: labels }],
      rows: codes.length,
      testRows: 0,
      target,
      ignore: [],
    },
    columns: [
      joinColumns(
        sample,
        on.flatMap(({ samples }) => samples),
      ),
      { type: 'category', codes: Int16Array.from(codes) },
    ],
  }
}

const KINDS: Readonly<Record<ColumnSchema['type'], DatasetSchema['kind']>> = {
  image: 'images',
  array: 'series',
  text: 'text',
  number: 'table',
  category: 'table',
  time: 'table',
}
