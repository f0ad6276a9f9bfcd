/**
 * @file Buckets: a set that is being collected, seen by its classes. A class that is off keeps its samples: the steps that switch classes
 * off stay the last ones, and whatever else is done goes before them, so that they can be taken back alone.
 */
import { type Column, type ColumnSchema, columnIndex, type DatasetSchema } from '../catalog/dataset-schema'
import type { Dataset } from './dataset'
import type { DataStep } from './step'

/** Where samples come from, and what they were drawn with. */
export const FROM = ['pad', 'camera', 'file'] as const
export const DEVICES = ['mouse', 'tablet', 'touch'] as const
export type From = (typeof FROM)[number]
export type Device = (typeof DEVICES)[number]

export interface PictureForm {
  readonly side: number
  readonly channels: 1 | 3
}

/** The sizes that collected pictures can have. */
export const FORMS: readonly PictureForm[] = [
  { side: 28, channels: 1 },
  { side: 32, channels: 3 },
  { side: 64, channels: 3 },
  { side: 96, channels: 3 },
]

/** The schema of a set of pictures that is collected: the picture, its class, and where and when it came from. */
export function pictureSchema(
  { side, channels }: PictureForm,
  classes: readonly string[],
): Omit<DatasetSchema, 'id' | 'title'> {
  return {
    kind: 'images',
    columns: [
      { name: 'image', type: 'image', height: side, width: side, channels },
      { name: 'class', type: 'category', values: classes },
      { name: 'from', type: 'category', values: FROM },
      { name: 'device', type: 'category', values: DEVICES },
      { name: 'time', type: 'time' },
    ],
    rows: 0,
    testRows: 0,
    target: 'class',
    ignore: ['from', 'device', 'time'],
  }
}

export interface Bucket {
  readonly label: string
  /** Row numbers in the set with all its classes on, oldest first. */
  readonly rows: readonly number[]
  readonly off: boolean
}

/** The column of classes, where the set has one. */
export function classColumn(schema: DatasetSchema): Extract<ColumnSchema, { type: 'category' }> | undefined {
  const column = schema.columns[columnIndex(schema, schema.target)]
  return column?.type === 'category' ? column : undefined
}

/** The column of pictures, where there is just one. */
export function pictureColumn({ columns }: DatasetSchema): Extract<ColumnSchema, { type: 'image' }> | undefined {
  const pictures = columns.filter((column) => column.type === 'image')
  return pictures.length === 1 ? pictures[0] : undefined
}

/** A bucket for each class of a set, in their order. */
export function bucketsOf({ schema, columns }: Dataset, off: readonly string[]): readonly Bucket[] {
  const classes = classColumn(schema)
  const column = columns[columnIndex(schema, schema.target)] as Column | undefined
  if (!classes || column?.type !== 'category') return []
  const rows = classes.values.map((): number[] => [])
  column.codes.forEach((code, row) => {
    rows[code]?.push(row)
  })
  return classes.values.map((label, code) => ({ label, rows: rows[code] ?? [], off: off.includes(label) }))
}

/** The steps before the last ones that switch classes of the column off, and those. */
export function partedSteps(
  steps: readonly DataStep[],
  column: string,
): { readonly head: readonly DataStep[]; readonly offs: readonly DataStep[] } {
  const last = steps.findLastIndex((step) => !(step.kind === 'off' && step.column === column))
  return { head: steps.slice(0, last + 1), offs: steps.slice(last + 1) }
}

/** The classes that these steps switch off. */
export function classesOff(offs: readonly DataStep[]): readonly string[] {
  return [...new Set(offs.flatMap(({ values }) => (Array.isArray(values) ? (values as readonly string[]) : [])))]
}

/** The steps that leave just these classes off: one a class. */
export function offSteps(column: string, labels: readonly string[]): readonly DataStep[] {
  return labels.map((label) => ({ kind: 'off', column, values: [label] }))
}
