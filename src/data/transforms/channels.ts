/**
 * @file Channels: access to a column's numbers by channel, for the scaling steps. The last axis holds the channels; a
 * scalar has one channel.
 */
import { assert } from '../../base/assert'
import { ok, type Result } from '../../base/result'
import type { Problem } from '../../messages/problem'
import type { Form, Learned, Source, Values } from './transform'

/** Narrows values to numbers; a step that takes numbers never receives texts. */
export function numbersOf(values: Values): Float64Array<ArrayBuffer> {
  assert(values instanceof Float64Array, 'a step that takes numbers needs numbers')
  return values
}

/** Narrows values to texts. */
export function textsOf(values: Values): readonly string[] {
  assert(!(values instanceof Float64Array), 'a step that takes text needs text')
  return values
}

export function channelsOf({ shape }: Pick<Form, 'shape'>): number {
  return shape.at(-1) ?? 1
}

/** Returns the form unchanged, for a step that changes numbers but not their shape or type. */
export function same(form: Form): Result<Form, Problem> {
  const { wide: _wide, ...rest } = form
  return ok(rest)
}

/** Applies `f` to each number and its channel. */
export function mapChannels(values: Values, form: Form, f: (value: number, channel: number) => number): Values {
  const channels = channelsOf(form)
  return numbersOf(values).map((value, i) => f(value, i % channels))
}

/**
 * Mean and population standard deviation of each channel, ignoring missing values; 0 and 1 if there are no values. A
 * constant channel has deviation 1.
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

/** Calls `f` with every number that is not missing and its channel. */
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

/** Whether the learned values have one finite number per channel for each name, and no other fields. */
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
