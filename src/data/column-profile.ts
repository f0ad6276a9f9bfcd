/**
 * @file profile: computes statistics for each column of a dataset: missing values, ranges, quantiles, histograms, class
 * counts and the association with the target, and how all of these differ between classes and between parts of the
 * split.
 */
import type { ColumnSchema } from '../catalog/dataset-schema'
import { isMissing, perRow, textAt } from './column-operations'
import type { Column, Dataset, Split, SplitName } from './dataset'
import { rowOf } from './paged-columns'
import {
  type Association,
  associationWithTarget,
  type GroupProfile,
  type Groups,
  groupsByClass,
  groupsBySplit,
  profileGroups,
} from './profile-statistics/group-profile'
import { addValue, emptyStats, type NumberSummary, summarize } from './profile-statistics/running-stats'
import { addText, emptyTextCounts, topTexts } from './profile-statistics/value-counts'

interface Common {
  readonly name: string
  readonly missing: number
  /**
   * Association with the target. Absent for the target itself, and absent if there is no measure for the two column
   * types.
   */
  readonly withTarget?: Association
  /** For each target class, a profile of the rows in that class, in the order of the classes. */
  readonly classes?: readonly (GroupProfile & { readonly name: string })[]
  readonly parts?: Readonly<Record<SplitName, GroupProfile>>
}

export type ColumnProfile = Common &
  (
    | ({ readonly type: 'number' } & NumberSummary)
    /** All values are in milliseconds since 1970. */
    | ({ readonly type: 'time' } & NumberSummary)
    | {
        readonly type: 'category'
        readonly distinct: number
        /** Number of rows with each value, in the order of the values in the schema. */
        readonly counts: readonly { readonly value: string; readonly count: number }[]
      }
    | {
        readonly type: 'image'
        readonly height: number
        readonly width: number
        readonly channels: number
        /** Mean of all pixels, 0 to 255. */
        readonly mean: number
        readonly deviation: number
        /** Number of pixels in each brightness bin; the bins have equal width from 0 to 255. */
        readonly histogram: readonly number[]
      }
    | {
        readonly type: 'text'
        readonly distinct: number
        /** Set if the number of distinct texts and the counts of the most frequent texts are estimates. */
        readonly estimated?: true
        /** Text lengths in characters. */
        readonly lengths: NumberSummary
        readonly top: readonly { readonly value: string; readonly count: number }[]
      }
    /** Statistics computed over all numbers in the arrays. */
    | ({ readonly type: 'array'; readonly shape: readonly number[]; readonly gaps: number } & NumberSummary)
  )

/** The profile of columns of this type. */
export type ProfileOf<T extends ColumnProfile['type']> = Extract<ColumnProfile, { readonly type: T }>

export const BINS = 20
const TOP = 10
/** The number of rows processed between two yields. */
const CHUNK = 16_384
/** The maximum length, in characters, of an entry in the list of frequent texts. */
const SHOWN = 80

export interface ProfileOptions {
  readonly split?: Split
  /** The target column, to which all other columns are compared. */
  readonly target?: string
  /** The rows to profile; if absent, all rows. */
  readonly rows?: Uint32Array
}

/** Profiles every column; yields the progress, from 0 to 1. */
export function* profileInSlices(
  dataset: Dataset,
  options: ProfileOptions,
): Generator<number, readonly ColumnProfile[]> {
  const { schema, columns } = dataset
  const rows = options.rows ?? Uint32Array.from({ length: schema.rows }, (_, row) => row)
  const parts = options.split && groupsBySplit(options.split, schema.rows)
  const target = options.target === undefined ? -1 : schema.columns.findIndex(({ name }) => name === options.target)
  const classes = groupsByClass(schema.columns[target], columns[target])
  const profiles: ColumnProfile[] = []
  for (const [i, of] of schema.columns.entries()) {
    const column = columns[i]
    if (!column) continue
    const work = profileColumn(of, column, rows)
    let step = work.next()
    for (; !step.done; step = work.next()) yield (i + step.value) / schema.columns.length
    const association =
      options.rows || i === target
        ? undefined
        : associationWithTarget(of, column, schema.columns[target], columns[target])
    yield (i + 1) / schema.columns.length
    profiles.push({
      ...step.value,
      ...(association ? { withTarget: association } : {}),
      ...(classes && i !== target ? { classes: named(profileGroups(of, column, classes), classes) } : {}),
      ...(parts ? { parts: byPart(profileGroups(of, column, parts)) } : {}),
    })
  }
  return profiles
}

function named(all: readonly GroupProfile[], { names }: Groups) {
  return all.map((one, i) => ({ name: names[i] as string, ...one }))
}

function byPart([train, validation, test]: readonly GroupProfile[]): Readonly<Record<SplitName, GroupProfile>> {
  const none = { rows: 0, missing: 0 }
  return { train: train ?? none, validation: validation ?? none, test: test ?? none }
}

function* profileColumn(schema: ColumnSchema, column: Column, rows: Uint32Array): Generator<number, ColumnProfile> {
  const { name } = schema
  switch (column.type) {
    case 'number':
    case 'time': {
      const seen = emptyStats()
      for (let i = 0; i < rows.length; i++) {
        addValue(seen, column.values[rows[i] as number] ?? Number.NaN, rows[i] as number)
        if (i % CHUNK === CHUNK - 1) yield i / rows.length
      }
      return { type: column.type, name, missing: rows.length - seen.n, ...summarize(seen, BINS) }
    }
    case 'category':
      return profileCategory(name, schema.type === 'category' ? schema.values : [], column.codes, rows)
    case 'text':
      return yield* profileText(schema, column, rows)
    case 'array':
      return yield* profileArray(schema, column, rows)
    case 'image':
      return yield* profileImage(schema as Extract<ColumnSchema, { type: 'image' }>, column, rows)
    default:
      return column satisfies never
  }
}

function profileCategory(name: string, values: readonly string[], codes: Int16Array, rows: Uint32Array): ColumnProfile {
  const counts = values.map((value) => ({ value, count: 0 }))
  let missing = 0
  for (const row of rows) {
    const entry = counts[codes[row] ?? -1]
    if (entry) entry.count++
    else missing++
  }
  return { type: 'category', name, missing, distinct: counts.filter(({ count }) => count > 0).length, counts }
}

function* profileText(
  schema: ColumnSchema,
  column: Extract<Column, { type: 'text' }>,
  rows: Uint32Array,
): Generator<number, ColumnProfile> {
  const frequent = emptyTextCounts()
  const lengths = emptyStats()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const [from, to] = [row === 0 ? 0 : (column.ends[row - 1] as number), column.ends[row] as number]
    if (to > from) {
      addText(frequent, column.bytes, from, to, row)
      addValue(lengths, characters(column.bytes, from, to), row)
    }
    if (i % CHUNK === CHUNK - 1) yield i / rows.length
  }
  const { top, distinct, estimated } = topTexts(frequent, TOP)
  return {
    ...{ type: 'text', name: schema.name, missing: rows.length - lengths.n, distinct },
    ...(estimated ? { estimated: true as const } : {}),
    lengths: summarize(lengths, BINS),
    top: top.flatMap(({ count, row }) => (count > 1 ? [{ value: textAt(column, row).slice(0, SHOWN), count }] : [])),
  }
}

/** Counts the characters of UTF-8 text by skipping continuation bytes. */
function characters(bytes: Uint8Array, from: number, to: number): number {
  let n = 0
  for (let i = from; i < to; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) n++
  return n
}

function* profileArray(
  schema: ColumnSchema,
  column: Extract<Column, { type: 'array' }>,
  rows: Uint32Array,
): Generator<number, ColumnProfile> {
  const size = perRow(schema)
  const seen = emptyStats()
  const perTurn = Math.max(1, Math.floor(CHUNK / size))
  let missing = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const values = rowOf(column, size, row)
    for (let at = 0; at < size; at++) addValue(seen, values[at] as number, row * size + at)
    if (isMissing(column, schema, row)) missing++
    if (i % perTurn === perTurn - 1) yield i / rows.length
  }
  const shape = schema.type === 'array' ? schema.shape : []
  const gaps = rows.length * size - seen.n
  return { type: 'array', name: schema.name, shape, missing, gaps, ...summarize(seen, BINS) }
}

function* profileImage(
  { name, height, width, channels }: Extract<ColumnSchema, { type: 'image' }>,
  column: Extract<Column, { type: 'image' }>,
  rows: Uint32Array,
): Generator<number, ColumnProfile> {
  const size = height * width * channels
  const perTurn = Math.max(1, Math.floor((CHUNK * 64) / size))
  const counts = new Float64Array(256)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    for (const pixel of rowOf(column, size, row)) counts[pixel] = (counts[pixel] as number) + 1
    if (i % perTurn === perTurn - 1) yield i / rows.length
  }
  // All counts are integers far below 2^53, so the sums of counts are exact.
  const n = rows.length * size
  const sum = counts.reduce((all, count, level) => all + count * level, 0)
  const squares = counts.reduce((all, count, level) => all + count * level * level, 0)
  const mean = n > 0 ? sum / n : 0
  const histogram = new Array<number>(BINS).fill(0)
  counts.forEach((count, level) => {
    const bin = Math.floor((level * BINS) / 256)
    histogram[bin] = (histogram[bin] as number) + count
  })
  const deviation = n > 0 ? Math.sqrt(Math.max(0, squares / n - mean * mean)) : 0
  return { ...{ type: 'image', name, missing: 0, height, width, channels }, mean, deviation, histogram }
}
