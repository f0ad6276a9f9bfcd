/**
 * @file Levels: counts per minute for two days, per hour for 60 days and per day forever. Each level counts
 * independently, so no sum depends on when another level drops data. Buckets that are not in use are stored as encoded
 * bytes, so a year takes up less than a megabyte.
 */

import { drainTally, openTally, type Tally } from './count-fields'
import { type Cells, decodeCells, encodeCells, varintReader, varintWriter } from './counters'

export const DAY_MS = 86_400_000

const HOUR_MS = 3_600_000

/**
 * Coarser levels are kept longer. `open` is the number of buckets that are kept decoded; at the minute level, all
 * buckets stay decoded, because labels may arrive a day later.
 */
export const LEVELS = [
  { ms: 60_000, days: 2, open: 3 * 1440 },
  { ms: HOUR_MS, days: 60, open: 128 },
  { ms: DAY_MS, days: Number.POSITIVE_INFINITY, open: 128 },
] as const

interface Level {
  readonly ms: number
  readonly days: number
  /** The maximum number of buckets that are kept decoded. */
  readonly open: number
  /** The most recently used bucket. */
  latest: { readonly stretch: number; readonly cells: Cells } | undefined
  readonly sealed: Map<number, Uint8Array<ArrayBuffer>>
  /** Decoded buckets, least recently used first. */
  readonly hot: Map<number, Cells>
}

export interface Levels {
  readonly levels: readonly Level[]
  day: number
  /** Days that changed since they were last saved. */
  readonly changed: Set<number>
  /** Counts for the current hour that have not been added to the hour and day buckets yet. */
  readonly tally: Tally
}

/** Creates empty levels. */
export function openLevels(): Levels {
  return {
    levels: LEVELS.map((level) => ({ ...level, latest: undefined, sealed: new Map(), hot: new Map() })),
    day: 0,
    changed: new Set(),
    tally: openTally(),
  }
}

/**
 * Returns the cells to update at each level that still stores this time; the cells are valid only until the next call.
 */
export function cellsAt(levels: Levels, at: number): readonly { readonly ms: number; readonly cells: Cells }[] {
  const day = Math.floor(at / DAY_MS)
  levels.changed.add(day)
  return levels.levels
    .filter((level) => isRetained(level, day, levels.day))
    .map((level) => ({ ms: level.ms, cells: open(level, Math.floor(at / level.ms)) }))
}

/**
 * Where to count a request that arrived at this time: the cells of its minute (if they are still stored), and the tally
 * for its hour and day.
 */
export function countingAt(levels: Levels, at: number): { readonly minute: Cells | undefined; readonly tally: Tally } {
  const day = Math.floor(at / DAY_MS)
  levels.changed.add(day)
  const hour = Math.floor(at / HOUR_MS)
  if (levels.tally.hour !== hour) {
    flushTally(levels)
    levels.tally.hour = hour
  }
  const [minutes] = levels.levels as [Level]
  const minute = isRetained(minutes, day, levels.day) ? open(minutes, Math.floor(at / minutes.ms)) : undefined
  return { minute, tally: levels.tally }
}

/** Adds the tally to the buckets of its hour and day. */
function flushTally({ tally, levels, day: today }: Levels): void {
  if (tally.hour < 0) return
  const at = tally.hour * HOUR_MS
  const day = Math.floor(at / DAY_MS)
  const coarse = levels.filter((level) => level.ms >= HOUR_MS && isRetained(level, day, today))
  drainTally(
    tally,
    coarse.map((level) => open(level, Math.floor(at / level.ms))),
  )
}

/** Starts a new day: every level drops its expired buckets. */
export function startDay(levels: Levels, day: number): void {
  flushTally(levels)
  levels.day = Math.max(levels.day, day)
  for (const level of levels.levels) {
    level.latest = undefined
    for (const buckets of [level.sealed, level.hot]) {
      for (const bucket of buckets.keys()) {
        const bucketDay = Math.floor((bucket * level.ms) / DAY_MS)
        if (isRetained(level, bucketDay, levels.day)) continue
        buckets.delete(bucket)
        levels.changed.add(bucketDay)
      }
    }
  }
}

/** The cells of one bucket at level `ms`, read-only; undefined if nothing was counted or the bucket has expired. */
export function cellsOf(levels: Levels, ms: number, bucket: number): Cells | undefined {
  if (ms >= HOUR_MS) flushTally(levels)
  const level = levels.levels.find((one) => one.ms === ms)
  const bytes = level?.sealed.get(bucket)
  return level?.hot.get(bucket) ?? (bytes && decodeCells(bytes))
}

/**
 * The coarsest level whose buckets are no longer than `step` and that still has all data since `from`; if there is
 * none, the finest level that still has that data.
 */
export function levelFor(levels: Levels, from: number, step: number): number {
  const day = Math.floor(from / DAY_MS)
  const fine = levels.levels.filter((level) => level.ms <= Math.max(step, 60_000) && isRetained(level, day, levels.day))
  return (fine.at(-1) ?? levels.levels.find((level) => isRetained(level, day, levels.day)))?.ms ?? DAY_MS
}

/** Encodes a day as bytes, including its buckets at every level. */
export function packDay(levels: Levels, day: number): Uint8Array<ArrayBuffer> {
  const writer = varintWriter()
  flushTally(levels)
  for (const level of levels.levels) {
    const per = DAY_MS / level.ms
    const there: [number, Uint8Array][] = []
    for (let bucket = day * per; bucket < (day + 1) * per; bucket++) {
      const hot = level.hot.get(bucket)
      const bytes = hot ? encodeCells(hot) : level.sealed.get(bucket)
      if (bytes && bytes.length > 0) there.push([bucket - day * per, bytes])
    }
    writer.write(there.length)
    for (const [bucket, bytes] of there) {
      writer.write(bucket)
      writer.write(bytes.length)
      for (const byte of bytes) writer.write(byte)
    }
  }
  return writer.take()
}

/** Restores a saved day; throws if its bytes are invalid. */
export function unpackDay(levels: Levels, day: number, packed: Uint8Array): void {
  const reader = varintReader(packed)
  for (const level of levels.levels) {
    const first = (day * DAY_MS) / level.ms
    for (let left = reader.read(); left > 0; left--) {
      const bucket = first + reader.read()
      const bytes = Uint8Array.from({ length: reader.read() }, () => reader.read())
      if (isRetained(level, day, levels.day)) level.sealed.set(bucket, bytes)
    }
  }
}

function isRetained({ days }: { readonly days: number }, day: number, today: number): boolean {
  return day > today - days
}

function open(level: Level, bucket: number): Cells {
  if (level.latest?.stretch === bucket) return level.latest.cells
  let cells = level.hot.get(bucket)
  if (cells) {
    level.hot.delete(bucket)
  } else {
    const bytes = level.sealed.get(bucket)
    cells = bytes ? decodeCells(bytes) : new Map()
    level.sealed.delete(bucket)
  }
  level.hot.set(bucket, cells)
  level.latest = { stretch: bucket, cells }
  if (level.hot.size > level.open) {
    const [oldest, buckets] = level.hot.entries().next().value as [number, Cells]
    level.hot.delete(oldest)
    level.sealed.set(oldest, encodeCells(buckets))
  }
  return cells
}
