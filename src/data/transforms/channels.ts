/**
 * @file Channels: gives the scaling steps access to a column's numbers by channel. The last axis contains the channels;
 * a scalar has one channel.
 */
import { assert } from '../../base/assert'
import { ok, type Result } from '../../base/result'
import type { Problem } from '../../messages/problem'
import type { Form, Learned, Source, Values } from './transform'

/** Narrows the type to numbers; a step for numbers never receives text. */
export function numbersOf(values: Values): Float64Array<ArrayBuffer> {
  assert(values instanceof Float64Array, 'a step that takes numbers needs numbers')
  return values
}

/** Narrows the type to text values. */
export function textsOf(values: Values): readonly string[] {
  assert(!(values instanceof Float64Array), 'a step that takes text needs text')
  return values
}

export function channelsOf({ shape }: Pick<Form, 'shape'>): number {
  return shape.at(-1) ?? 1
}

/** Returns the form unchanged, for a step that changes numbers but neither their shape nor their type. */
export function same(form: Form): Result<Form, Problem> {
  const { wide: _wide, ...rest } = form
  return ok(rest)
}

/** Applies `f` to each number together with its channel index. */
export function mapChannels(values: Values, form: Form, f: (value: number, channel: number) => number): Values {
  const channels = channelsOf(form)
  return numbersOf(values).map((value, i) => f(value, i % channels))
}

/**
 * Computes the mean and population standard deviation of each channel, ignoring missing values. A channel without
 * values has mean 0 and deviation 1; a constant channel has deviation 1.
 */
export function moments(source: Source): { readonly mean: readonly number[]; readonly deviation: readonly number[] } {
  const channels = channelsOf(source.form)
  const sums = new Float64Array(channels)
  const there = new Float64Array(channels)
  eachNumber(source, (value, c) => {
    sums[c] = (sums[c] as number) + value
    there[c] = (there[c] as number) + 1
  })
  const mean = Array.from(sums, (sum, c) => ((there[c] as number) > 0 ? sum / (there[c] as number) : 0))
  const squares = new Float64Array(channels)
  eachNumber(source, (value, c) => {
    const off = value - (mean[c] as number)
    squares[c] = (squares[c] as number) + off * off
  })
  const deviation = Array.from(squares, (sum, c) => {
    const found = (there[c] as number) > 0 ? Math.sqrt(sum / (there[c] as number)) : 0
    return found > 0 ? found : 1
  })
  return { mean, deviation }
}

/** Calls `f` with every nonmissing number and its channel index. */
export function eachNumber(source: Source, f: (value: number, channel: number) => void): void {
  const channels = channelsOf(source.form)
  for (const block of source.blocks()) {
    const values = numbersOf(block)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number
      if (!Number.isNaN(value)) f(value, i % channels)
    }
  }
}

/** The numbers of each channel in ascending order, without missing values. */
export function sortedChannels(source: Source): readonly Float64Array[] {
  const numbers: number[][] = Array.from({ length: channelsOf(source.form) }, () => [])
  eachNumber(source, (value, c) => numbers[c]?.push(value))
  return numbers.map((values) => Float64Array.from(values).sort())
}

/** Whether the learned values contain, for each of these names, one finite number per channel, and no other fields. */
export function perChannel(learned: Learned, form: Form, names: readonly string[], positive = ''): boolean {
  return (
    Object.keys(learned).length === names.length &&
    names.every((name) => {
      const list = Object.hasOwn(learned, name) ? learned[name] : undefined
      return (
        Array.isArray(list) &&
        list.length === channelsOf(form) &&
        list.every((n) => typeof n === 'number' && Number.isFinite(n) && (name !== positive || n > 0))
      )
    })
  )
}
