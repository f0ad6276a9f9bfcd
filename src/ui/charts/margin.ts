/** @file Margin: one number for how far a rate may be from the true one. */
import { wilson } from '../../metrics/interval'

/** The larger distance from the rate to an end of its interval, so that rate ± this covers all of it. */
export function margin(rate: number, n: number): number {
  const { low, high } = wilson(rate, n)
  return Math.max(rate - low, high - rate)
}
