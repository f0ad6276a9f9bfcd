import { expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { decimal } from './write-response'

test.each([
  [0.1, '0.1'],
  [0.099999994, '0.099999994'],
  [1 / 3, '0.33333334'],
  [0.5, '0.5'],
  [1, '1'],
  [0, '0'],
  [16_777_216, '16777216'],
  [3.4028234663852886e38, '3.4028235e+38'],
  [1.401298464324817e-45, '1e-45'],
])('%d is written as %s', (value, written) => {
  expect(JSON.stringify(decimal(Math.fround(value)))).toBe(written)
})

test('every float32 is parsed back exactly, and no shorter decimal is', () => {
  const random = rng(7, { kind: 'generate' })
  const bits = new Uint32Array(1)
  const value = new Float32Array(bits.buffer)
  const wrong: number[] = []
  for (let i = 0; i < 20_000; i++) {
    // Half of the values are probabilities; the others have any magnitude.
    if (i % 2 === 0) value[0] = random.uniform()
    else bits[0] = random.below(0x7f800000)
    const entries = value[0] as number
    const written = decimal(entries)
    const digits = /^(\d*)\.?(\d*)/.exec(written.toExponential())?.slice(1).join('').length ?? 0
    const isShortest = digits <= 1 || Math.fround(Number(entries.toPrecision(digits - 1))) !== entries
    if (Math.fround(written) !== entries || !isShortest) wrong.push(entries)
  }
  expect(wrong).toEqual([])
})

test('NaN and infinity are not written as numbers', () => {
  expect(JSON.stringify([decimal(Number.NaN), decimal(Number.POSITIVE_INFINITY)])).toBe('[null,null]')
})
