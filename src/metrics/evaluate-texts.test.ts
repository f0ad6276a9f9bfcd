/** @file Tests text metrics against an example computed by hand. */
import { expect, it } from 'vitest'
import type { FittedOutput } from '../data/pipeline'
import { evaluateHead } from './evaluate-head'

const output: FittedOutput = {
  label: 'Answer',
  kind: 'sequence',
  column: 'answer',
  shape: [3, 4],
  text: {
    column: 'answer',
    from: { type: 'text', shape: [] },
    steps: [
      {
        kind: 'characters',
        params: { most: 2, length: 3, lower: false, pad: 'right', cut: 'right', atLeast: 1 },
        learned: { known: ['a', 'b'] },
      },
    ],
  },
}

/**
 * Creates the probabilities at one position: `chance` for the most likely token, and the rest divided equally among the
 * other tokens.
 */
const probabilities = (token: number, chance = 0.7) =>
  Array.from({ length: 4 }, (_, k) => (k === token ? chance : (1 - chance) / 3))
const positionsOf = (...tokens: readonly (readonly number[])[]) => tokens.flat()
const none = Number.NaN

// The targets are "ab", "a", a missing text, and "aab" with an unknown token in the middle.
const wanted = Float32Array.of(2, 3, 0, 2, 0, none, none, none, none, 2, 1, 3)
const rows = Uint32Array.of(9, 4, 6, 2)

it('counts tokens and ends per position, whole texts, and nothing after an end', () => {
  const raw = Float32Array.from([
    ...positionsOf(probabilities(2), probabilities(3), probabilities(0)),
    // Predicts "ab" where the target is "a": the second position is wrong, and the third is not counted.
    ...positionsOf(probabilities(2), probabilities(3, 0.9), probabilities(2)),
    ...positionsOf(probabilities(2), probabilities(2), probabilities(2)),
    ...positionsOf(probabilities(2), probabilities(1), probabilities(2)),
  ])
  const head = evaluateHead(output, raw, wanted, rows)
  if (head.kind !== 'sequence') throw new Error(head.kind)
  expect(head.places).toEqual([
    { support: 3, right: 3 },
    { support: 3, right: 2 },
    { support: 2, right: 1 },
  ])
  expect([head.accuracy, head.sequenceAccuracy, head.rows, head.by]).toEqual([6 / 8, 1 / 3, 3, 'characters'])
  // At six positions, the target has probability 0.7; at the two wrong positions, it has probability 0.1 / 3 and 0.1.
  expect(head.loss).toBeCloseTo(-(6 * Math.log(0.7) + Math.log(0.1 / 3) + Math.log(0.1)) / 8, 6)
  expect(head.worst).toEqual([
    { row: 4, actual: 'a', predicted: 'aba', probability: expect.closeTo(0.7 * 0.9 * 0.7, 6), right: 1, places: 2 },
    { row: 2, actual: 'a\ufffdb', predicted: 'a\ufffda', probability: expect.closeTo(0.343, 6), right: 2, places: 3 },
  ])
  expect(head.some.map(({ row }) => row)).toEqual([9, 4, 2])
})

it('has no metrics if no row has a target', () => {
  const head = evaluateHead(output, new Float32Array(12), Float32Array.of(none, none, none), Uint32Array.of(0))
  expect(head).toMatchObject({ rows: 0, accuracy: 0, sequenceAccuracy: 0, worst: [], some: [] })
})
