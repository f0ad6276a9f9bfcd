import { expect, test } from 'vitest'
import { cosTurn, exp, log, sinTurn, tanh } from './exact-math'

const points = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 100)

/** The largest relative difference from the platform's own function, in units in the last place. */
function worst(ours: (x: number) => number, theirs: (x: number) => number, at: readonly number[]): number {
  return Math.max(...at.map((x) => Math.abs(ours(x) - theirs(x)) / (Math.abs(theirs(x)) || 1) / Number.EPSILON))
}

test('every function is within a few units in the last place of the platform', () => {
  expect(worst(exp, Math.exp, points)).toBeLessThan(2)
  expect(
    worst(
      log,
      Math.log,
      points.filter((x) => x > 0),
    ),
  ).toBeLessThan(2)
  expect(worst(tanh, Math.tanh, points)).toBeLessThan(4)
})

test('sine and cosine of a turn', () => {
  for (let i = 0; i < 1000; i++) {
    const turn = i / 1000
    expect(sinTurn(turn)).toBeCloseTo(Math.sin(2 * Math.PI * turn), 14)
    expect(cosTurn(turn)).toBeCloseTo(Math.cos(2 * Math.PI * turn), 14)
  }
})

test('zero, infinity, and values that overflow or underflow', () => {
  expect(exp(-1000)).toBe(0)
  expect(exp(1000)).toBe(Number.POSITIVE_INFINITY)
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY)
  expect(log(-1)).toBeNaN()
  expect(log(1)).toBe(0)
  expect(tanh(50)).toBe(1)
})
