/** @file Axis ticks: round numbers, and round times. */
import { timeTick } from '../../messages/format'
import type { Tick } from './chart-data'

/** The width of a letter of a tick, and the space around a tick, in pixels. */
export const LETTER = 6.5
const AROUND = 10
/** Longer names of categories are cut off. */
const MAX_LETTERS = 14

/** Round values from low to high, in steps of 1, 2 or 5 times a power of ten. */
export function linearTicks(low: number, high: number, about: number): readonly number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const rough = span / Math.max(1, about)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10)
  const ticks: number[] = []
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)))
  return ticks
}

/**
 * Round values for a logarithmic axis: powers of ten if the range spans many decades; for shorter ranges, also 3 times,
 * or 2 and 5 times, those powers.
 */
export function logTicks(low: number, high: number, about: number): readonly number[] {
  if (!(low > 0 && high > low)) return low > 0 ? [low] : []
  const decades = Math.log10(high / low)
  // Within less than a decade, round linear values are easier to read than two powers of ten.
  if (decades < 0.7) return linearTicks(low, high, about)
  const stride = Math.max(1, Math.ceil(decades / Math.max(1, about)))
  const times = decades * 3 <= about ? [1, 2, 5] : decades * 2 <= about + 1 ? [1, 3] : [1]
  const ticks: number[] = []
  for (let decade = Math.floor(Math.log10(low)); decade <= Math.ceil(Math.log10(high)); decade++) {
    if (times.length === 1 && decade % stride !== 0) continue
    for (const t of times) {
      const value = Number(`${t}e${decade}`)
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value)
    }
  }
  return ticks
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365.25 * DAY

const CLOCK = [1, 5, 15, 30, 60, 180, 360, 720].map((minutes) => minutes * MINUTE)
const DAYS = [1, 2, 5, 10, 20].map((days) => days * DAY)
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]

interface TimeTicks {
  readonly ticks: readonly number[]
  /** Formats a tick in the unit shared by all ticks. */
  format(ms: number): string
}

/** Round times between low and high, in ms; approximately as many as requested. */
export function timeTicks(low: number, high: number, about: number): TimeTicks {
  const rough = (high - low) / Math.max(1, about)
  const plain = [...CLOCK, ...DAYS].find((step) => step >= rough)
  if (plain !== undefined) {
    const ticks: number[] = []
    for (let i = Math.ceil(low / plain); i * plain <= high; i++) ticks.push(i * plain)
    return { ticks, format: (ms) => timeTick(ms, plain < DAY ? 'minute' : 'day') }
  }
  const months = MONTHS.find((step) => (step * YEAR) / 12 >= rough) ?? 12_000
  const first = new Date(low)
  const from = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months
  const ticks: number[] = []
  for (let month = from; ; month += months) {
    const ms = Date.UTC(Math.floor(month / 12), month % 12)
    if (ms > high || Number.isNaN(ms)) break
    if (ms >= low) ticks.push(ms)
  }
  return { ticks, format: (ms) => timeTick(ms, months < 12 ? 'month' : 'year') }
}

/** A tick below the middle of each bar on an axis of this length; only every second, third, ... if they do not fit. */
export function categoryTicks(names: readonly string[], px: number): readonly Tick[] {
  const short = names.map((name) => (name.length > MAX_LETTERS ? `${name.slice(0, MAX_LETTERS - 1)}…` : name))
  const widest = short.reduce((most, name) => Math.max(most, name.length * LETTER + AROUND), 1)
  const every = Math.max(1, Math.ceil((widest * names.length) / Math.max(1, px)))
  return short.flatMap((text, i) => (i % every === 0 ? [{ at: i + 0.5, text }] : []))
}
