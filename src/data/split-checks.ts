/** @file Split checks: report which settings a split could not meet, and what leaks between its parts. */
import { type Message, message } from '../messages/message'
import '../messages/en/slices'
import { type ColumnSchema, columnIndex } from '../catalog/dataset-schema'
import type { Plan, SplitPick } from '../catalog/training-plan'
import { windowStepOf } from './bind-columns'
import type { Dataset, Split, SplitName } from './dataset'
import type { Finding } from './findings/finding'
import { keysOf, type RowKeys } from './row-keys'
import { shareOut } from './split'
import { orderedRows } from './transforms/ordered-rows'
import { partOfValue, timesOf } from './split-strategies'

export const SPLIT_NAMES = ['train', 'validation', 'test'] as const satisfies readonly SplitName[]

export interface SplitNote {
  /**
   * `wrong` if metrics would look too good or a part is unusable; `info` for neutral information; `good` if a check
   * passed.
   */
  readonly tone: 'info' | 'wrong' | 'good'
  readonly message: Message
}

/** The number of rows of each class in each part; undefined if the target is not categorical. */
export function classesBySplit(
  { schema, columns }: Dataset,
  split: Split,
  target: string,
): readonly { readonly label: string; readonly rows: Readonly<Record<SplitName, number>> }[] | undefined {
  const at = columnIndex(schema, target)
  const column = columns[at]
  const of: ColumnSchema | undefined = schema.columns[at]
  if (column?.type !== 'category' || of?.type !== 'category') return undefined
  const counts = SPLIT_NAMES.map((part) => {
    const count = new Array<number>(of.values.length).fill(0)
    for (const row of split[part]) {
      const code = column.codes[row] as number
      if (code >= 0) count[code] = (count[code] as number) + 1
    }
    return count
  })
  return of.values.map((label, code) => ({
    label,
    rows: {
      train: counts[0]?.[code] as number,
      validation: counts[1]?.[code] as number,
      test: counts[2]?.[code] as number,
    },
  }))
}

/** Returns notes on the settings that the split could not meet, and on the rows that it omitted. */
export function splitNotes(dataset: Dataset, split: Split, pick: SplitPick, target: string): readonly SplitNote[] {
  const wanted = SPLIT_NAMES.filter((part) => isRequested(pick, part, dataset))
  const empty = wanted.filter((part) => split[part].length === 0)
  const notes: SplitNote[] = empty.map((part) => wrongNote(message('split-empty', { part }) as Message))
  const unlabeled = unlabeledNote(dataset, target)
  if (unlabeled) notes.push(infoNote(unlabeled))
  if (pick.kind === 'group') notes.push(...groupNotes(dataset, split, pick))
  if (pick.kind === 'time') notes.push(...timeNotes(dataset, split, pick))
  if (pick.kind === 'column') notes.push(...columnNotes(dataset, split, pick))
  for (const { label, rows } of classesBySplit(dataset, split, target) ?? []) {
    const all = rows.train + rows.validation + rows.test
    const lacks = SPLIT_NAMES.filter((part) => rows[part] === 0 && split[part].length > 0)
    if (all === 0 || lacks.length === 0) continue
    const args = { label, rows: all, lacks }
    notes.push(wrongNote(message(all < wanted.length ? 'split-class-few' : 'split-class-lacks', args) as Message))
  }
  return notes
}

/**
 * Reports rows with fewer earlier rows than a window reads: their missing values are filled in. `parts` are the sets
 * to report on.
 */
export function windowNotes(
  dataset: Dataset,
  split: Split,
  { prepare = {}, split: pick }: Pick<Plan, 'prepare' | 'split'>,
  parts: readonly SplitName[] = SPLIT_NAMES,
): readonly SplitNote[] {
  return Object.entries(prepare).flatMap(([column, steps]): readonly SplitNote[] => {
    const step = steps.find(({ kind }) => kind === 'window' || kind === 'timeWindow')
    if (!step || columnIndex(dataset.schema, column) < 0) return []
    const needs = Number(step.length ?? 24) - 1 + Number(step.horizon ?? 0)
    const [by, within] = [String(step.by ?? ''), String(step.within ?? '')]
    const isOrdered = step.kind === 'timeWindow'
    if (isOrdered && [by, within].some((name) => name !== '' && columnIndex(dataset.schema, name) < 0)) return []
    const ordered = isOrdered && by !== '' ? orderedRows(dataset, { by, within }) : undefined
    const isApart = ordered && pick.kind === 'time' && step.border !== 'past'
    const until = isApart
      ? split.train.reduce((last, row) => Math.max(last, ordered.timeOf(row)), -Infinity)
      : -Infinity
    const isShort = (row: number) => {
      if (!ordered) return row < needs
      const first = ordered.before(row, needs)
      return first < 0 || (ordered.timeOf(row) > until && ordered.timeOf(first) <= until)
    }
    return parts.flatMap((part) => {
      const rows = split[part].filter(isShort).length
      return rows === 0 ? [] : [infoNote(message('split-window-short', { column, rows, needs, part }) as Message)]
    })
  })
}

/**
 * Reports training rows whose window reads rows of an evaluated set: the network has seen values of that set, and those
 * before and after each of its rows.
 */
export function windowLeakNotes(
  dataset: Dataset,
  split: Split,
  { prepare = {}, split: pick }: Pick<Plan, 'prepare' | 'split'>,
  part: SplitName,
): readonly SplitNote[] {
  if (part === 'train' || pick.kind === 'time') return []
  const evaluated = new Set(split[part])
  return Object.entries(prepare).flatMap(([column, steps]): readonly SplitNote[] => {
    const step = steps.find(({ kind }) => kind === 'window' || kind === 'timeWindow')
    if (!step || columnIndex(dataset.schema, column) < 0) return []
    const [by, within] = [String(step.by ?? ''), String(step.within ?? '')]
    if ([by, within].some((name) => name !== '' && columnIndex(dataset.schema, name) < 0)) return []
    const ordered = by === '' ? undefined : orderedRows(dataset, { by, within })
    const newest = Number(step.horizon ?? 0)
    const oldest = Number(step.length ?? 24) - 1 + newest
    const reads = (row: number) => {
      for (let k = newest; k <= oldest; k++) if (evaluated.has(ordered ? ordered.before(row, k) : row - k)) return true
      return false
    }
    const rows = split.train.filter(reads).length
    const args = { column, rows, all: split.train.length, part }
    return rows === 0 ? [] : [wrongNote(message('split-window-leak', args) as Message)]
  })
}

/**
 * Reports inputs that are read from the row whose target is forecast, or from fewer rows before it than the target's own
 * window. Times are known in advance. `read` are the columns of the inputs.
 */
export function sameRowNotes(
  { columns }: Pick<Dataset['schema'], 'columns'>,
  plan: Pick<Plan, 'prepare'>,
  target: string,
  read: readonly string[],
): readonly SplitNote[] {
  const aheadOf = (name: string) => Number(windowStepOf(plan, name)?.horizon ?? 0)
  const ahead = aheadOf(target)
  const isTime = (name: string) => columns.some((one) => one.name === name && one.type === 'time')
  const late = [...new Set(read)].filter((name) => name !== target && !isTime(name) && aheadOf(name) < ahead)
  return late.length === 0 ? [] : [infoNote(message('split-same-row', { target, ahead, columns: late }) as Message)]
}

/** How many rows are in no set because their target is missing; undefined if there are none. */
export function unlabeledNote({ schema, columns }: Dataset, target: string): Message | undefined {
  const column = columns[columnIndex(schema, target)]
  let rows = 0
  if (column?.type === 'category') for (const code of column.codes) if (code < 0) rows++
  if (column?.type === 'number') for (const value of column.values) if (Number.isNaN(value)) rows++
  return rows > 0 ? (message('split-no-target', { target, rows, all: schema.rows }) as Message) : undefined
}

function isRequested(pick: SplitPick, part: SplitName, { schema }: Dataset): boolean {
  if (part === 'test' && (pick.kind === 'column' || (pick.kind === 'fixed' && schema.testRows > 0))) return true
  return part === 'train' || pick[part] > 0
}

function groupNotes(dataset: Dataset, split: Split, pick: SplitPick): readonly SplitNote[] {
  const keys = keysOf(dataset, pick.column ?? '')
  if (!keys) return []
  const sizes = new Map<number, number>()
  const rows = SPLIT_NAMES.reduce((sum, part) => sum + split[part].length, 0)
  let alone = 0
  for (const part of SPLIT_NAMES)
    for (const row of split[part]) {
      const key = keys.keys[row] as number
      if (key < 0) alone++
      else sizes.set(key, (sizes.get(key) ?? 0) + 1)
    }
  const notes: SplitNote[] = []
  const parts = SPLIT_NAMES.filter((part) => pick[part] > 0)
  const targets = shareOut(
    rows,
    SPLIT_NAMES.map((part) => pick[part]),
  )
  const [largest, size] = [...sizes].reduce((max, one) => (one[1] > max[1] ? one : max), [-1, 0])
  if (sizes.size + alone < parts.length)
    notes.push(wrongNote(message('split-few-groups', { groups: sizes.size + alone, parts: parts.length }) as Message))
  // A group that is too large makes its part larger than requested, or another part smaller.
  const off = SPLIT_NAMES.findIndex(
    (part, i) => pick[part] > 0 && Math.abs(split[part].length - (targets[i] as number)) > Math.max(1, 0.02 * rows),
  )
  const small = Math.min(...SPLIT_NAMES.flatMap((part, i) => (pick[part] > 0 ? [targets[i] as number] : [])))
  if (size > small && off >= 0) {
    const part = SPLIT_NAMES[off] as SplitName
    const group = keys.names[largest] as string
    notes.push(
      infoNote(message('split-group-large', { group, rows: size, wanted: targets[off] as number, part }) as Message),
    )
  }
  if (alone > 0) notes.push(infoNote(message('split-no-group', { column: pick.column ?? '', rows: alone }) as Message))
  return notes
}

function timeNotes(dataset: Dataset, split: Split, pick: SplitPick): readonly SplitNote[] {
  const times = timesOf(dataset, pick.column)
  if (!times) return []
  const column = pick.column ?? ''
  let missing = 0
  for (let row = 0; row < dataset.schema.rows; row++) if (Number.isNaN(times[row] as number)) missing++
  const notes: SplitNote[] =
    missing > 0 ? [infoNote(message('split-no-time', { column, rows: missing }) as Message)] : []
  const used = SPLIT_NAMES.reduce((sum, part) => sum + split[part].length, 0)
  const gap = pick.gap ?? 0
  if (gap > 0) {
    const between = gapRows(dataset, split, times)
    notes.push(infoNote(message('split-gap', { rows: between }) as Message))
    return notes
  }
  const targets = shareOut(
    used,
    SPLIT_NAMES.map((part) => pick[part]),
  )
  SPLIT_NAMES.forEach((part, i) => {
    const [rows, size] = [split[part].length, targets[i] as number]
    if (Math.abs(rows - size) > Math.max(1, 0.02 * used))
      notes.push(infoNote(message('split-ties', { part, rows, wanted: size }) as Message))
  })
  return notes
}

/**
 * Counts the rows that are in no part although their time lies between the times of the first and the last row used.
 */
function gapRows(dataset: Dataset, split: Split, times: ArrayLike<number>): number {
  const used = new Uint8Array(dataset.schema.rows)
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const part of SPLIT_NAMES)
    for (const row of split[part]) {
      used[row] = 1
      first = Math.min(first, times[row] as number)
      last = Math.max(last, times[row] as number)
    }
  let between = 0
  for (let row = 0; row < used.length; row++) {
    const time = times[row] as number
    if (!used[row] && time >= first && time <= last) between++
  }
  return between
}

function columnNotes(dataset: Dataset, split: Split, pick: SplitPick): readonly SplitNote[] {
  const { column = '', parts } = pick
  const keys = keysOf(dataset, column)
  if (!keys) return []
  const notes: SplitNote[] = []
  const partOf = keys.names.map((name) => partOfValue(name, parts))
  const lost = keys.names.filter((name, key) => partOf[key] === undefined && parts?.[name] !== 'none')
  const rows = lost.length === 0 ? 0 : countRows(keys, new Set(lost))
  const values = lost.slice(0, MAX_NAMED)
  const more = lost.length - values.length
  if (rows > 0) notes.push(wrongNote(message('split-no-part', { column, values, more, rows }) as Message))
  if (!partOf.includes('validation') && split.validation.length > 0)
    notes.push(infoNote(message('split-drawn-validation', { rows: split.validation.length }) as Message))
  return notes
}

const MAX_NAMED = 6

function countRows({ keys, names }: RowKeys, of: ReadonlySet<string>): number {
  let rows = 0
  for (const key of keys) if (key >= 0 && of.has(names[key] as string)) rows++
  return rows
}

/**
 * Reports whether the same values of a column, such as the same persons, occur both in the training set and in the
 * validation or test set.
 */
export function sharedGroups(dataset: Dataset, split: Split, column: string): SplitNote | undefined {
  const keys = keysOf(dataset, column)
  if (!keys) return undefined
  const trained = new Set(Array.from(split.train, (row) => keys.keys[row] as number))
  trained.delete(-1)
  const all = new Set(trained)
  const shared = new Set<number>()
  let rows = 0
  let valued = split.train.reduce((sum, row) => sum + ((keys.keys[row] as number) < 0 ? 0 : 1), 0)
  for (const part of ['validation', 'test'] as const)
    for (const row of split[part]) {
      const key = keys.keys[row] as number
      if (key < 0) continue
      valued++
      all.add(key)
      if (!trained.has(key)) continue
      shared.add(key)
      rows++
    }
  // If every row has a different value, no value can occur in two parts.
  if (all.size === valued) return infoNote(message('split-groups-alone', { column }) as Message)
  return shared.size === 0
    ? { tone: 'good', message: message('split-groups-apart', { column, all: all.size }) as Message }
    : wrongNote(message('split-groups-shared', { column, groups: shared.size, all: all.size, rows }) as Message)
}

/**
 * Returns the time columns to report if the split is not by time, with the tone for each: `wrong` if the data report
 * finds that rows close in time have similar targets. A date column is reported only if it is a feature or if rows
 * close in time are similar; otherwise, later training rows do no harm, and every random split has them.
 */
export function timeColumnsToReport(
  { columns }: Dataset['schema'],
  findings: readonly Pick<Finding, 'code' | 'columns' | 'severity'>[],
  read: readonly string[],
): readonly { readonly column: string; readonly tone: 'wrong' | 'info' }[] {
  return columns.flatMap(({ name, type }) => {
    const found = findings.find((one) => one.code === 'time-across-parts' && one.columns.includes(name))
    if (type !== 'time' || !(found || read.includes(name))) return []
    return [{ column: name, tone: found?.severity === 'warn' ? 'wrong' : 'info' }]
  })
}

/** Reports whether some training rows are later in time than validation or test rows. */
export function timeOrderNote(
  dataset: Dataset,
  split: Split,
  column: string,
  tone: 'wrong' | 'info' = 'wrong',
): SplitNote | undefined {
  const times = timesOf(dataset, column)
  if (!times) return undefined
  let first = Number.POSITIVE_INFINITY
  for (const part of ['validation', 'test'] as const)
    for (const row of split[part]) if ((times[row] as number) < first) first = times[row] as number
  let rows = 0
  for (const row of split.train) if ((times[row] as number) >= first) rows++
  // Without validation rows, nothing was checked that anyone may rely on.
  if (rows === 0 && split.validation.length === 0) return undefined
  return rows === 0
    ? { tone: 'good', message: message('split-time-ordered', { column }) as Message }
    : { tone, message: message('split-time-mixed', { column, rows }) as Message }
}

function infoNote(note: Message): SplitNote {
  return { tone: 'info', message: note }
}

function wrongNote(note: Message): SplitNote {
  return { tone: 'wrong', message: note }
}
