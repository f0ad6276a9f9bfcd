/** @file Predicted quantiles: the pinball loss and the coverage of each level, and the interval between the outer levels. */
import { meanInterval, type ValueWithInterval, wilson } from './intervals'

/** Actual values, and the predicted quantiles of each row, [rows, levels], in the unit of the target. */
export interface QuantilePairs {
  /** The levels, ascending. */
  readonly levels: readonly number[]
  readonly actual: ArrayLike<number>
  readonly predicted: ArrayLike<number>
}

export interface QuantileReport {
  readonly n: number
  readonly levels: readonly {
    readonly level: number
    readonly pinball: ValueWithInterval
    /** The share of rows whose actual value is at most the predicted quantile; ideally the level. */
    readonly coverage: ValueWithInterval
  }[]
  /** The interval between the outer levels; absent if there is only one level. */
  readonly interval?: {
    /** The share of rows that it should contain: the difference of the outer levels. */
    readonly level: number
    readonly coverage: ValueWithInterval
    readonly width: ValueWithInterval
  }
  /** The share of rows in which a quantile is below that of a lower level, which quantiles of one distribution never are. */
  readonly crossings: ValueWithInterval & { readonly rows: number }
}

/** Measures predicted quantiles, with 95% intervals: Wilson's for shares, Student's t for means. */
export function quantileReport(pairs: QuantilePairs): QuantileReport {
  const { levels, actual } = pairs
  const n = actual.length
  const rows = Array.from(actual, (_, row) => row)
  const at = quantileAt(pairs)
  const last = levels.length - 1
  const share = (holds: (row: number) => boolean): ValueWithInterval => {
    const value = rows.filter(holds).length / Math.max(1, n)
    return { value, ...wilson(value, n) }
  }
  const crossed = crossings(pairs)
  return {
    n,
    levels: levels.map((level, i) => ({
      level,
      pinball: meanOf(rows.map((row) => pinball(level, actual[row] as number, at(row, i)))),
      coverage: share((row) => (actual[row] as number) <= at(row, i)),
    })),
    ...(last > 0 && {
      interval: {
        // Without the error of the subtraction: 0.9 - 0.1 is 0.8.
        level: Number(((levels[last] as number) - (levels[0] as number)).toPrecision(12)),
        coverage: share((row) => at(row, 0) <= (actual[row] as number) && (actual[row] as number) <= at(row, last)),
        width: meanOf(intervalWidths(pairs)),
      },
    }),
    crossings: { value: crossed / Math.max(1, n), ...wilson(crossed / Math.max(1, n), n), rows: crossed },
  }
}

/** The pinball loss of a predicted quantile (Koenker and Bassett 1978). */
export function pinball(level: number, actual: number, predicted: number): number {
  const off = actual - predicted
  return off >= 0 ? level * off : (level - 1) * off
}

/** The mean pinball loss of each row over its levels. */
export function pinballLosses(pairs: QuantilePairs): readonly number[] {
  const { levels, actual } = pairs
  const at = quantileAt(pairs)
  return Array.from(actual, (value, row) =>
    levels.reduce((sum, level, i) => sum + pinball(level, value, at(row, i)) / levels.length, 0),
  )
}

/** The width of the interval between the outer levels, of each row; negative where they cross. */
export function intervalWidths(pairs: QuantilePairs): readonly number[] {
  const at = quantileAt(pairs)
  return Array.from(pairs.actual, (_, row) => at(row, pairs.levels.length - 1) - at(row, 0))
}

/** The number of rows in which a quantile is below that of a lower level. */
export function crossings(pairs: QuantilePairs): number {
  const at = quantileAt(pairs)
  return Array.from(pairs.actual, (_, row) => pairs.levels.some((_, i) => i > 0 && at(row, i) < at(row, i - 1))).filter(
    Boolean,
  ).length
}

function quantileAt({ levels, predicted }: QuantilePairs): (row: number, level: number) => number {
  return (row, level) => predicted[row * levels.length + level] as number
}

function meanOf(values: readonly number[]): ValueWithInterval {
  const value = values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length)
  return { value, ...meanInterval(values, value) }
}
