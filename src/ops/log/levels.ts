/**
 * @file Levels: what was counted by minute for two days, by hour for 60 and by day for ever. Each level counts for itself, so no sum depends
 * on when something fell out of another. Stretches that are not in use lie as bytes: a year takes less than a megabyte.
 */
import { type Cells, decodeCells, encodeCells } from './counters'
import { openTally, pour, type Tally } from './tally'
import { varintReader, varintWriter } from './varint'

export const DAY_MS = 86_400_000

const HOUR_MS = 3_600_000

/** Coarser ones last longer. So many stretches are held open: minutes as long as they last, for labels come a day later. */
export const LEVELS = [
  { ms: 60_000, days: 2, open: 3 * 1440 },
  { ms: HOUR_MS, days: 60, open: 128 },
  { ms: DAY_MS, days: Number.POSITIVE_INFINITY, open: 128 },
] as const

interface Level {
  readonly ms: number
  readonly days: number
  /** Stretches that are held open. */
  readonly open: number
  /** That which was asked for last. */
  latest: { readonly stretch: number; readonly cells: Cells } | undefined
  readonly sealed: Map<number, Uint8Array<ArrayBuffer>>
  /** The longest unused first. */
  readonly hot: Map<number, Cells>
}

export interface Levels {
  readonly levels: readonly Level[]
  /** The day that it is. */
  day: number
  /** Days of which something changed since they were last kept. */
  readonly changed: Set<number>
  /** What is counted of hours and days and not in them yet. */
  readonly tally: Tally
}

/** Levels in which nothing was counted. */
export function openLevels(): Levels {
  return {
    levels: LEVELS.map((level) => ({ ...level, latest: undefined, sealed: new Map(), hot: new Map() })),
    day: 0,
    changed: new Set(),
    tally: openTally(),
  }
}

/** The cells to count in, of each level that still has this time. They must be used before any others are asked for. */
export function cellsAt(levels: Levels, at: number): readonly { readonly ms: number; readonly cells: Cells }[] {
  const day = Math.floor(at / DAY_MS)
  levels.changed.add(day)
  return levels.levels
    .filter((level) => lasts(level, day, levels.day))
    .map((level) => ({ ms: level.ms, cells: open(level, Math.floor(at / level.ms)) }))
}

/** Where a request of this time is counted: its minute's cells, where there still are any, and the tally of its hour and day. */
export function countingAt(levels: Levels, at: number): { readonly minute: Cells | undefined; readonly tally: Tally } {
  const day = Math.floor(at / DAY_MS)
  levels.changed.add(day)
  const hour = Math.floor(at / HOUR_MS)
  if (levels.tally.hour !== hour) {
    settle(levels)
    levels.tally.hour = hour
  }
  const [minutes] = levels.levels as [Level]
  const minute = lasts(minutes, day, levels.day) ? open(minutes, Math.floor(at / minutes.ms)) : undefined
  return { minute, tally: levels.tally }
}

/** Adds what is in the tally to its hour and day. */
function settle({ tally, levels, day: today }: Levels): void {
  if (tally.hour < 0) return
  const at = tally.hour * HOUR_MS
  const day = Math.floor(at / DAY_MS)
  const coarse = levels.filter((level) => level.ms >= HOUR_MS && lasts(level, day, today))
  pour(
    tally,
    coarse.map((level) => open(level, Math.floor(at / level.ms))),
  )
}

/** It is this day now: what has had its time goes, of every level. */
export function turnTo(levels: Levels, day: number): void {
  settle(levels)
  levels.day = Math.max(levels.day, day)
  for (const level of levels.levels) {
    level.latest = undefined
    for (const held of [level.sealed, level.hot]) {
      for (const stretch of held.keys()) {
        const its = Math.floor((stretch * level.ms) / DAY_MS)
        if (lasts(level, its, levels.day)) continue
        held.delete(stretch)
        levels.changed.add(its)
      }
    }
  }
}

/** The cells of one stretch of the level of `ms`, to be read alone; undefined where nothing was counted or it is no longer kept. */
export function cellsOf(levels: Levels, ms: number, stretch: number): Cells | undefined {
  if (ms >= HOUR_MS) settle(levels)
  const level = levels.levels.find((one) => one.ms === ms)
  const bytes = level?.sealed.get(stretch)
  return level?.hot.get(stretch) ?? (bytes && decodeCells(bytes))
}

/** The finest level that still has all since `from`, of those no finer than `step`. */
export function levelFor(levels: Levels, from: number, step: number): number {
  const day = Math.floor(from / DAY_MS)
  const fine = levels.levels.filter((level) => level.ms <= Math.max(step, 60_000) && lasts(level, day, levels.day))
  return (fine.at(-1) ?? levels.levels.find((level) => lasts(level, day, levels.day)))?.ms ?? DAY_MS
}

/** A day as it is kept: its stretches of every level. */
export function packDay(levels: Levels, day: number): Uint8Array<ArrayBuffer> {
  const writer = varintWriter()
  settle(levels)
  for (const level of levels.levels) {
    const per = DAY_MS / level.ms
    const there: [number, Uint8Array][] = []
    for (let stretch = day * per; stretch < (day + 1) * per; stretch++) {
      const hot = level.hot.get(stretch)
      const bytes = hot ? encodeCells(hot) : level.sealed.get(stretch)
      if (bytes && bytes.length > 0) there.push([stretch - day * per, bytes])
    }
    writer.write(there.length)
    for (const [stretch, bytes] of there) {
      writer.write(stretch)
      writer.write(bytes.length)
      for (const byte of bytes) writer.write(byte)
    }
  }
  return writer.take()
}

/** Takes up a day as it was kept; throws where its bytes are not such. */
export function unpackDay(levels: Levels, day: number, packed: Uint8Array): void {
  const reader = varintReader(packed)
  for (const level of levels.levels) {
    const first = (day * DAY_MS) / level.ms
    for (let left = reader.read(); left > 0; left--) {
      const stretch = first + reader.read()
      const bytes = Uint8Array.from({ length: reader.read() }, () => reader.read())
      if (lasts(level, day, levels.day)) level.sealed.set(stretch, bytes)
    }
  }
}

/** Bytes of what lies sealed. */
export function bytesOf(levels: Levels): number {
  let sum = 0
  for (const { sealed } of levels.levels) for (const bytes of sealed.values()) sum += bytes.length
  return sum
}

function lasts({ days }: { readonly days: number }, day: number, today: number): boolean {
  return day > today - days
}

function open(level: Level, stretch: number): Cells {
  if (level.latest?.stretch === stretch) return level.latest.cells
  let cells = level.hot.get(stretch)
  if (cells) {
    level.hot.delete(stretch)
  } else {
    const bytes = level.sealed.get(stretch)
    cells = bytes ? decodeCells(bytes) : new Map()
    level.sealed.delete(stretch)
  }
  level.hot.set(stretch, cells)
  level.latest = { stretch, cells }
  if (level.hot.size > level.open) {
    const [oldest, held] = level.hot.entries().next().value as [number, Cells]
    level.hot.delete(oldest)
    level.sealed.set(oldest, encodeCells(held))
  }
  return cells
}
