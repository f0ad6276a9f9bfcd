/**
 * @file varyingTimeParts: the default step for a time column, without the time parts that are constant in its rows. For
 * example, dates without a time always have hour 0, which would add two useless inputs.
 */
import type { PrepareStep } from '../../catalog/training-plan'
import { calendarOf } from './calendar'

/** The time parts that are enabled by default. The day of the year already covers the month. */
const DEFAULT_PARTS = ['hour', 'weekday', 'yearDay'] as const

/**
 * Returns the cyclic time step with the constant parts disabled; undefined if the default step fits or if all parts are
 * constant.
 */
export function varyingTimeParts(times: ArrayLike<number>, rows: ArrayLike<number>): PrepareStep | undefined {
  const still = new Set<(typeof DEFAULT_PARTS)[number]>(DEFAULT_PARTS)
  let first: ReturnType<typeof calendarOf> | undefined
  for (let i = 0; i < rows.length && still.size > 0; i++) {
    const ms = times[rows[i] as number] as number
    if (Number.isNaN(ms)) continue
    const parts = calendarOf(ms)
    first ??= parts
    for (const name of still) if (parts[name] !== first[name]) still.delete(name)
  }
  if (still.size === 0 || still.size === DEFAULT_PARTS.length) return undefined
  return { kind: 'cyclic', ...Object.fromEntries([...still].map((name) => [name, false])) }
}
