/** @file Time axis ticks in UTC at round years, months, days, hours or minutes, and their format. */
import { timeTick } from '../../messages/format'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365.25 * DAY

const CLOCK = [1, 5, 15, 30, 60, 180, 360, 720].map((minutes) => minutes * MINUTE)
const DAYS = [1, 2, 5, 10, 20].map((days) => days * DAY)
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200]

export interface TimeTicks {
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
