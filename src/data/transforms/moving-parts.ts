/** @file movingParts: the usual step of a time without what never changes in its rows: of pure dates the hour is 0 everywhere, two inputs of no use. */
import type { PrepareStep } from '../../catalog/plan'
import { calendarOf } from './calendar'

/** As usual these are on; a month is told by the day of the year. */
const USUAL = ['hour', 'weekday', 'yearDay'] as const

/** Cyclic time with what is constant in these rows off; undefined where the usual step is right as it is, or nothing changes at all. */
export function movingParts(times: ArrayLike<number>, rows: ArrayLike<number>): PrepareStep | undefined {
  const still = new Set<(typeof USUAL)[number]>(USUAL)
  let first: ReturnType<typeof calendarOf> | undefined
  for (let i = 0; i < rows.length && still.size > 0; i++) {
    const ms = times[rows[i] as number] as number
    if (Number.isNaN(ms)) continue
    const parts = calendarOf(ms)
    first ??= parts
    for (const name of still) if (parts[name] !== first[name]) still.delete(name)
  }
  if (still.size === 0 || still.size === USUAL.length) return undefined
  return { kind: 'cyclic', ...Object.fromEntries([...still].map((name) => [name, false])) }
}
