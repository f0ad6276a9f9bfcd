/**
 * @file Collected classes: the samples of a dataset that is being collected, grouped by class. A disabled class keeps
 * its samples. The steps that disable classes always come last, and any other edit is inserted before them, so that a
 * class can be enabled again without undoing other edits.
 */
import { type Column, type ColumnSchema, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import type { DataStep } from './dataset-edit'

/** Where a sample came from: drawn on the sketch pad, taken with the camera, or loaded from a file. */
const SAMPLE_SOURCES = ['pad', 'camera', 'file'] as const
const DEVICES = ['mouse', 'tablet', 'touch'] as const
const DETAILS = ['from', 'device', 'time'] as const
export type SampleSource = (typeof SAMPLE_SOURCES)[number]
export type Device = (typeof DEVICES)[number]

export interface ImageSize {
  readonly side: number
  readonly channels: 1 | 3
}

/** The image sizes that the user can choose for collected images. */
export const IMAGE_SIZES: readonly ImageSize[] = [
  { side: 28, channels: 1 },
  { side: 32, channels: 3 },
  { side: 64, channels: 3 },
  { side: 96, channels: 3 },
]

/** The schema of a collected image dataset: the image, its class, its source, the device and the time. */
export function collectedImageSchema(
  { side, channels }: ImageSize,
  classes: readonly string[],
): Omit<DatasetSchema, 'id' | 'title'> {
  return {
    kind: 'images',
    columns: [
      { name: 'image', type: 'image', height: side, width: side, channels },
      { name: 'class', type: 'category', values: classes },
      { name: 'from', type: 'category', values: SAMPLE_SOURCES },
      { name: 'device', type: 'category', values: DEVICES },
      { name: 'time', type: 'time' },
    ],
    rows: 0,
    testRows: 0,
    target: 'class',
    ignore: DETAILS,
  }
}

/** The columns that describe how the images of a collected dataset were made; empty for other datasets. */
export function collectedDetails({ kind, columns, ignore }: DatasetSchema): readonly string[] {
  const from = columns.find(({ name }) => name === 'from')
  const isCollected =
    kind === 'images' && from?.type === 'category' && SAMPLE_SOURCES.every((source) => from.values.includes(source))
  return isCollected ? DETAILS.filter((name) => ignore.includes(name)) : []
}

export interface CollectedClass {
  readonly label: string
  /** The row numbers of the samples, oldest first, counted as if all classes were enabled. */
  readonly rows: readonly number[]
  readonly isOff: boolean
}

/** The class column, if the dataset has one. */
export function classColumn(schema: DatasetSchema): Extract<ColumnSchema, { type: 'category' }> | undefined {
  const column = schema.columns[columnIndex(schema, schema.target)]
  return column?.type === 'category' ? column : undefined
}

/** The image column, if there is exactly one. */
export function imageColumn({ columns }: DatasetSchema): Extract<ColumnSchema, { type: 'image' }> | undefined {
  const imageColumns = columns.filter((column) => column.type === 'image')
  return imageColumns.length === 1 ? imageColumns[0] : undefined
}

/** Groups the samples of a dataset by class, in the order of the classes in the schema. */
export function collectedClasses({ schema, columns }: Dataset, off: readonly string[]): readonly CollectedClass[] {
  const classes = classColumn(schema)
  const column = columns[columnIndex(schema, schema.target)] as Column | undefined
  if (!classes || column?.type !== 'category') return []
  const rows = classes.values.map((): number[] => [])
  column.codes.forEach((code, row) => {
    rows[code]?.push(row)
  })
  return classes.values.map((label, code) => ({ label, rows: rows[code] ?? [], isOff: off.includes(label) }))
}

/**
 * Splits the steps into two lists: the trailing steps that disable classes of this column, and all steps before them.
 */
export function splitOffSteps(
  steps: readonly DataStep[],
  column: string,
): { readonly head: readonly DataStep[]; readonly offs: readonly DataStep[] } {
  const last = steps.findLastIndex((step) => !(step.kind === 'off' && step.column === column))
  return { head: steps.slice(0, last + 1), offs: steps.slice(last + 1) }
}

/** Returns the classes that these steps disable. */
export function classesOff(offs: readonly DataStep[]): readonly string[] {
  return [...new Set(offs.flatMap(({ values }) => (Array.isArray(values) ? (values as readonly string[]) : [])))]
}

/** Creates the steps that disable exactly these classes, one step per class. */
export function offSteps(column: string, labels: readonly string[]): readonly DataStep[] {
  return labels.map((label) => ({ kind: 'off', column, values: [label] }))
}
