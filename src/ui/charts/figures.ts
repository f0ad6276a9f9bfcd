/** @file Figures: rates as charts write them. */
import { count, number } from '../../messages/format'

/** Steps a second: 212 steps a second, 3.4 steps a second. */
export function speedWords(stepsPerSecond: number): string {
  return `${stepsPerSecond >= 10 ? count(stepsPerSecond) : number(stepsPerSecond, 2)} steps a second`
}
