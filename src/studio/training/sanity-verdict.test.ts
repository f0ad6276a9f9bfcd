import { expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import type { SanityResult } from './training-analysis-results'
import { sanityVerdict, startMessage } from './sanity-verdict'

function report(part: Partial<Omit<SanityResult, 'losses'>>, ...losses: number[]): SanityResult {
  return {
    losses: Float32Array.from(losses),
    learningRate: 0.01,
    milder: 0.001,
    unreached: [],
    frozen: [],
    gradients: [],
    steps: losses.length,
    rows: 64,
    ...part,
  }
}

const falling = Array.from({ length: 50 }, (_, i) => 2.3 / (1 + i))
const codes = (given: SanityResult) => sanityVerdict(given).map(({ code }) => code)

test('the verdict depends on how far the loss of one batch falls', () => {
  expect(sanityVerdict(report({}, ...falling)).map(formatMessage)).toEqual([
    'This network can learn: on one batch of 64 examples, the loss fell from 2.30 to 0.0480 in 50 steps.',
  ])
  expect(codes(report({}, 2.3, 2.2, 2.1, 2.0, 1.9, 1.8))).toEqual(['sanity-slow'])
  expect(codes(report({}, 2.3, 2.31, 2.3, 2.29, 2.3, 2.3))).toEqual(['sanity-stuck'])
  // A single lucky step does not count as learning.
  expect(codes(report({}, 2.3, 2.3, 2.3, 2.3, 2.3, 2.0))).toEqual(['sanity-stuck'])
  expect(codes(report({}, 0.7, 9, 8.7, 8.7, 8.7, 8.7))).toEqual(['sanity-rises'])
  expect(codes(report({}, 2.3, 9, Number.POSITIVE_INFINITY))).toEqual(['sanity-not-finite'])
})

test('layers without gradient come first, unless the network learns anyway', () => {
  const dead = { unreached: ['Dense 1', 'Conv'] }
  expect(codes(report(dead, 2.3, 2.3))).toEqual(['sanity-unreached', 'sanity-stuck'])
  expect(codes(report(dead, ...falling))).toEqual(['sanity-learns', 'sanity-unreached'])
  expect(formatMessage(sanityVerdict(report(dead, 2.3, 2.3))[0] ?? expect.fail())).toContain('Dense 1 and Conv')
})

test('the starting loss is compared with random guessing, if that has a known loss', () => {
  const start = (first: number, expected?: number) => {
    const text = startMessage(report(expected === undefined ? {} : { expected }, first))
    return text && formatMessage(text)
  }
  expect(start(2.31, Math.log(10))).toBe(
    'The starting loss is 2.31, close to the loss of random guessing among 10 classes (2.30). Good.',
  )
  expect(start(9.1, Math.log(10))).toContain('far above the loss of random guessing among 10 classes (2.30)')
  expect(start(0.4, Math.log(10))).toContain('below the loss of random guessing among 10 classes (2.30)')
  // A small network with random weights, such as the Penguins example, may start above random guessing.
  expect(start(1.54, Math.log(3))).toContain('close to the loss of random guessing among 3 classes (1.10). Good.')
  expect(start(1.7, 1.8)).toContain('close to the loss of random guessing (1.80)')
  expect(start(1.7)).toBeUndefined()
})
