/**
 * @file For tests: creates random tables with a column of every type, random steps for the columns, and the rows in the
 * format that a user would write.
 */
import { rng } from '../../base/rng'
import type { Column, ColumnSchema, DatasetSchema } from '../../catalog/dataset-schema'
import type { PrepareStep } from '../../catalog/training-plan'
import { textAt, textColumn } from '../column-operations'
import type { Dataset } from '../dataset'
import { nestedPixels } from '../column-values'

const WORDS =
  'the cat sat on a Mat DOG ran; über naïve café 42 İstanbul ΣΑΣ don’t 東京 👩‍🚀 na\u0301 x_y a\u00a0b'.split(' ')
const VALUES = ['low', 'middle', 'high', 'huge']

export const COLUMNS: readonly ColumnSchema[] = [
  { name: 'size', type: 'number' },
  { name: 'exact', type: 'number', wide: true },
  { name: 'level', type: 'category', values: VALUES },
  { name: 'words', type: 'text' },
  { name: 'when', type: 'time' },
  { name: 'wave', type: 'array', shape: [5, 2] },
  { name: 'photo', type: 'image', height: 6, width: 5, channels: 3 },
]

/** Valid step lists for each column; the first list is the default. */
export const STEPS: Readonly<Record<string, readonly (readonly PrepareStep[])[]>> = {
  size: [
    [{ kind: 'standardize' }],
    [{ kind: 'impute', by: 'median', flag: true }],
    [{ kind: 'clip', low: 0.1, high: 0.8 }, { kind: 'log', form: 'signed' }, { kind: 'robust' }],
    [
      { kind: 'bin', bins: 4, by: 'quantile' },
      { kind: 'oneHot', most: 2 },
    ],
    [{ kind: 'bin', bins: 3 }, { kind: 'index' }],
    [{ kind: 'impute' }, { kind: 'window', length: 3, horizon: 1 }, { kind: 'minMax' }],
    [{ kind: 'window', length: 4 }, { kind: 'difference' }, { kind: 'flatten' }, { kind: 'standardize' }],
  ],
  exact: [[{ kind: 'standardize' }], [{ kind: 'log' }, { kind: 'minMax', low: -1 }]],
  level: [
    [{ kind: 'oneHot' }],
    [{ kind: 'oneHot', most: 2 }],
    [
      { kind: 'impute', by: 'mostFrequent' },
      { kind: 'ordinal', order: 'high, low, middle' },
    ],
    [{ kind: 'index' }],
    [{ kind: 'hash', buckets: 5, seed: 3 }],
    [{ kind: 'hash', buckets: 5, as: 'index' }],
    [
      { kind: 'impute', by: 'mostFrequent' },
      { kind: 'hash', buckets: 5 },
    ],
  ],
  words: [
    [{ kind: 'words' }],
    [{ kind: 'words', most: 6, length: 5, pad: 'left', cut: 'left', punctuation: true }],
    [{ kind: 'characters', most: 12, length: 9, lower: false }],
    [{ kind: 'bagOfWords', most: 9, runs: 2 }, { kind: 'standardize' }],
    [{ kind: 'hashedWords', buckets: 7, punctuation: true, as: 'present' }],
    [{ kind: 'hash', buckets: 4 }],
  ],
  when: [[{ kind: 'cyclic' }], [{ kind: 'timeParts', days: true, weekend: true }, { kind: 'standardize' }]],
  wave: [
    [{ kind: 'standardize' }],
    [{ kind: 'impute' }, { kind: 'difference', lag: 2 }, { kind: 'robust' }],
    [{ kind: 'flatten' }, { kind: 'minMax' }],
  ],
  photo: [
    [{ kind: 'rescale' }],
    [
      { kind: 'resize', height: 3, width: 7, by: 'bilinear' },
      { kind: 'rescale', to: '-1 to 1' },
    ],
    [{ kind: 'crop', height: 4, width: 3 }, { kind: 'grayscale' }, { kind: 'rescale' }, { kind: 'normalize' }],
    [{ kind: 'resize', height: 2, width: 2 }, { kind: 'rescale' }, { kind: 'flatten' }],
  ],
}

/** Creates a table with this many rows; about one value in six is missing. */
export function randomTable(rows: number, seed: number): Dataset {
  const random = rng(seed, { kind: 'generate' })
  const removed = () => random.below(6) === 0
  const columns = COLUMNS.map((column): Column => {
    switch (column.type) {
      case 'number': {
        const values = Array.from({ length: rows }, () => (removed() ? Number.NaN : 30 * random.normal()))
        return { type: 'number', values: column.wide ? Float64Array.from(values) : Float32Array.from(values) }
      }
      case 'category':
        return { type: 'category', codes: Int16Array.from({ length: rows }, () => random.below(5) - 1) }
      case 'text': {
        const words = () => Array.from({ length: random.below(9) }, () => WORDS[random.below(WORDS.length)] as string)
        return textColumn(Array.from({ length: rows }, () => words().join([' ', ', ', '\n'][random.below(3)])))
      }
      case 'time': {
        const moment = () => Math.floor((random.uniform() - 0.3) * 4e12)
        return { type: 'time', values: Float64Array.from({ length: rows }, () => (removed() ? Number.NaN : moment())) }
      }
      case 'array':
        return {
          type: 'array',
          values: Float32Array.from({ length: rows * 10 }, () => (removed() ? Number.NaN : random.normal())),
        }
      case 'image':
        return { type: 'image', pixels: Uint8Array.from({ length: rows * 90 }, () => random.below(256)) }
      default:
        return column satisfies never
    }
  })
  const schema: DatasetSchema = {
    id: 'random',
    title: 'Random',
    kind: 'table',
    columns: COLUMNS,
    rows,
    testRows: 0,
    target: '',
    ignore: [],
  }
  return { schema, columns }
}

/**
 * Returns a value as a user would write it. For a window, this is the list of the values in the window's rows, oldest
 * first.
 */
export function rawValue(dataset: Dataset, name: string, row: number, reach?: readonly number[]): unknown {
  const at = dataset.schema.columns.findIndex((one) => one.name === name)
  const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
  if (!schema || !column) throw new Error(`no ${name}`)
  const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value)
  switch (column.type) {
    case 'number':
      return reach
        ? reach.map((back) => (row < back ? null : orNull(column.values[row - back])))
        : orNull(column.values[row])
    case 'category':
      return (schema.type === 'category' && schema.values[column.codes[row] as number]) || null
    case 'text':
      return textAt(column, row) || null
    case 'time': {
      const ms = orNull(column.values[row])
      return ms === null || row % 2 === 0 ? ms : new Date(ms).toISOString()
    }
    case 'array':
      return Array.from({ length: 5 }, (_, i) => [0, 1].map((c) => orNull(column.values[row * 10 + i * 2 + c])))
    case 'image':
      return nestedPixels(column.pixels.subarray(row * 90, (row + 1) * 90), [6, 5, 3])
    default:
      return column satisfies never
  }
}
