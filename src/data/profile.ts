/**
 * @file profile: what is in each column of a dataset: what is missing, ranges, quantiles, histograms, class counts, how much it tells
 * of the target, and how all that differs from class to class and from part to part of the split.
 */
import type { ColumnSchema } from '../catalog/dataset-schema'
import { isMissing, perRow, textAt } from './columns'
import type { Column, Dataset, Split, SplitName } from './dataset'
import type { Association } from './profile-parts/associate'
import { frequentOf, noFrequent, seeText } from './profile-parts/frequent'
import { classesOf, type GroupProfile, grouped, type Groups, partsOf, withTarget } from './profile-parts/groups'
import { rowOf } from './paged'
import { noNumbers, type Spread, seeValue, spreadOf } from './profile-parts/numbers'

interface Common {
  readonly name: string
  readonly missing: number
  /** Against the target: absent of the target itself, and where the types have no such number. */
  readonly withTarget?: Association
  /** By class of the target, in its order. */
  readonly classes?: readonly (GroupProfile & { readonly name: string })[]
  readonly parts?: Readonly<Record<SplitName, GroupProfile>>
}

export type ColumnProfile = Common &
  (
    | ({ readonly type: 'number' } & Spread)
    /** Milliseconds since 1970. */
    | ({ readonly type: 'time' } & Spread)
    | {
        readonly type: 'category'
        readonly distinct: number
        /** In the schema's order. */
        readonly counts: readonly { readonly value: string; readonly count: number }[]
      }
    | {
        readonly type: 'image'
        readonly height: number
        readonly width: number
        readonly channels: number
        /** Of all pixels, 0 to 255. */
        readonly mean: number
        readonly deviation: number
        /** Pixels by brightness, in equal bins from 0 to 255. */
        readonly histogram: readonly number[]
      }
    | {
        readonly type: 'text'
        readonly distinct: number
        /** The number of different texts, and how often the top ones come, are estimates. */
        readonly estimated?: true
        /** In characters. */
        readonly lengths: Spread
        readonly top: readonly { readonly value: string; readonly count: number }[]
      }
    /** Of all its numbers. */
    | ({ readonly type: 'array'; readonly shape: readonly number[]; readonly gaps: number } & Spread)
  )

/** A profile of a type of column. */
export type ProfileOf<T extends ColumnProfile['type']> = Extract<ColumnProfile, { readonly type: T }>

export const BINS = 20
const TOP = 10
/** Rows looked at before others have their turn. */
const CHUNK = 16_384
/** A text told among the top ones is cut to this. */
const SHOWN = 80

export interface ProfileOptions {
  readonly split?: Split
  /** The column that the others are held against. */
  readonly target?: string
  /** Absent, all. */
  readonly rows?: Uint32Array
}

/** Profiles every column, over the given rows (default: all). */
export function profile(dataset: Dataset, rows?: Uint32Array): readonly ColumnProfile[] {
  const looking = profiling(dataset, rows ? { rows } : {})
  for (;;) {
    const { done, value } = looking.next()
    if (done) return value
  }
}

/** Profiles every column; yields how far it is, from 0 to 1. */
export function* profiling(dataset: Dataset, options: ProfileOptions): Generator<number, readonly ColumnProfile[]> {
  const { schema, columns } = dataset
  const rows = options.rows ?? Uint32Array.from({ length: schema.rows }, (_, row) => row)
  const parts = options.split && partsOf(options.split, schema.rows)
  const target = options.target === undefined ? -1 : schema.columns.findIndex(({ name }) => name === options.target)
  const classes = classesOf(schema.columns[target], columns[target])
  const profiles: ColumnProfile[] = []
  for (const [i, of] of schema.columns.entries()) {
    const column = columns[i]
    if (!column) continue
    const looking = profileColumn(of, column, rows)
    let step = looking.next()
    for (; !step.done; step = looking.next()) yield (i + step.value) / schema.columns.length
    const told =
      options.rows || i === target ? undefined : withTarget(of, column, schema.columns[target], columns[target])
    yield (i + 1) / schema.columns.length
    profiles.push({
      ...step.value,
      ...(told ? { withTarget: told } : {}),
      ...(classes && i !== target ? { classes: named(grouped(of, column, classes), classes) } : {}),
      ...(parts ? { parts: byPart(grouped(of, column, parts)) } : {}),
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

function* profileColumn(of: ColumnSchema, column: Column, rows: Uint32Array): Generator<number, ColumnProfile> {
  const { name } = of
  switch (column.type) {
    case 'number':
    case 'time': {
      const seen = noNumbers()
      for (let i = 0; i < rows.length; i++) {
        seeValue(seen, column.values[rows[i] as number] ?? Number.NaN, rows[i] as number)
        if (i % CHUNK === CHUNK - 1) yield i / rows.length
      }
      return { type: column.type, name, missing: rows.length - seen.n, ...spreadOf(seen, BINS) }
    }
    case 'category':
      return profileCategory(name, of.type === 'category' ? of.values : [], column.codes, rows)
    case 'text':
      return yield* profileText(of, column, rows)
    case 'array':
      return yield* profileArray(of, column, rows)
    case 'image':
      return yield* profileImage(of as Extract<ColumnSchema, { type: 'image' }>, column, rows)
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
  of: ColumnSchema,
  column: Extract<Column, { type: 'text' }>,
  rows: Uint32Array,
): Generator<number, ColumnProfile> {
  const frequent = noFrequent()
  const lengths = noNumbers()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const [from, to] = [row === 0 ? 0 : (column.ends[row - 1] as number), column.ends[row] as number]
    if (to > from) {
      seeText(frequent, column.bytes, from, to, row)
      seeValue(lengths, characters(column.bytes, from, to), row)
    }
    if (i % CHUNK === CHUNK - 1) yield i / rows.length
  }
  const { top, distinct, estimated } = frequentOf(frequent, TOP)
  return {
    ...{ type: 'text', name: of.name, missing: rows.length - lengths.n, distinct },
    ...(estimated ? { estimated: true as const } : {}),
    lengths: spreadOf(lengths, BINS),
    top: top.flatMap(({ count, row }) => (count > 1 ? [{ value: textAt(column, row).slice(0, SHOWN), count }] : [])),
  }
}

/** Characters of UTF-8: bytes that go on with one do not count. */
function characters(bytes: Uint8Array, from: number, to: number): number {
  let n = 0
  for (let i = from; i < to; i++) if (((bytes[i] as number) & 0xc0) !== 0x80) n++
  return n
}

function* profileArray(
  of: ColumnSchema,
  column: Extract<Column, { type: 'array' }>,
  rows: Uint32Array,
): Generator<number, ColumnProfile> {
  const size = perRow(of)
  const seen = noNumbers()
  const perTurn = Math.max(1, Math.floor(CHUNK / size))
  let missing = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const values = rowOf(column, size, row)
    for (let at = 0; at < size; at++) seeValue(seen, values[at] as number, row * size + at)
    if (isMissing(column, of, row)) missing++
    if (i % perTurn === perTurn - 1) yield i / rows.length
  }
  const shape = of.type === 'array' ? of.shape : []
  const gaps = rows.length * size - seen.n
  return { type: 'array', name: of.name, shape, missing, gaps, ...spreadOf(seen, BINS) }
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
  // Whole numbers well within 2^53, so the sums are exact.
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
