/** @file Numbers of a column by channel: what the scaling steps share. A channel is the last axis: one for a plain number. */
import { assert } from '../../base/assert'
import { ok, type Result } from '../../base/result'
import type { Problem } from '../../messages/problem'
import type { Form, Learned, Source, Values } from './transform'

/** The numbers themselves; a step that takes numbers gets no texts. */
export function numbersOf(values: Values): Float64Array<ArrayBuffer> {
  assert(values instanceof Float64Array, 'numbers come to a step of numbers')
  return values
}

/** The texts themselves. */
export function textsOf(values: Values): readonly string[] {
  assert(!(values instanceof Float64Array), 'texts come to a step of texts')
  return values
}

export function channelsOf({ shape }: Pick<Form, 'shape'>): number {
  return shape.at(-1) ?? 1
}

/** The form as it came in: of a step that changes numbers, not what they are. */
export function same(form: Form): Result<Form, Problem> {
  const { wide: _wide, ...rest } = form
  return ok(rest)
}

/** Each number by a function of it and its channel. */
export function mapChannels(values: Values, form: Form, f: (value: number, channel: number) => number): Values {
  const channels = channelsOf(form)
  return numbersOf(values).map((value, i) => f(value, i % channels))
}

/** Mean and population deviation of each channel, of what is there; 0 and 1 where there is nothing or nothing differs. */
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

/** Goes through every number that is there, with its channel. */
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

/** What is there of each channel, rising. */
export function sortedChannels(source: Source): readonly Float64Array[] {
  const found: number[][] = Array.from({ length: channelsOf(source.form) }, () => [])
  eachNumber(source, (value, c) => found[c]?.push(value))
  return found.map((values) => Float64Array.from(values).sort())
}

/** Whether each name has as many finite numbers as the form has channels, and nothing else is there. */
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

/** The only one, or how many there are. */
export function channelWords(list: readonly number[]): string {
  const [only = 0] = list
  return list.length === 1 ? String(Number(only.toPrecision(4))) : `one for each of ${list.length} channels`
}
