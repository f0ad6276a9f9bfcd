/** @file Descriptions of raw values that were passed in: the end of a sentence such as "... is ___". */
import { defineText } from '../../define'
import { count, dimensions, number, plural } from '../../format'

export const valuesText = defineText('data/values', {
  nothing: 'missing',
  number: (a: { value: number }) => number(a.value, 15),
  text: (a: { start: string; isCut: boolean }) => (a.isCut ? `"${a.start}…"` : `"${a.start}"`),
  list: (a: { length: number }) => plural(a.length, { one: 'a list of # value', other: 'a list of # values' }),
  /** A row with the wrong number of values. */
  numbers: (a: { length: number; wants: number }) =>
    `${plural(a.length, { one: '# number', other: '# numbers' })} (${count(a.wants)} needed)`,
  object: 'an object',
  kind: {
    boolean: 'true or false',
    function: 'a function',
    symbol: 'a symbol',
    bigint: 'a BigInt',
  },
  image: (a: { size: readonly number[] }) => dimensions(a.size),
  grayImage: (a: { size: readonly number[] }) => `${dimensions(a.size)} with one channel`,
})
