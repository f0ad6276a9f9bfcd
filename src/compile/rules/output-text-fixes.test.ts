import { expect, test } from 'vitest'
import { reverseSequences } from '../../catalog/datasets/sequences'
import { formatMessage } from '../../messages/message'
import '../../data/transforms/step-chain'
import { chain } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'

const plan = defaultPlan(reverseSequences)
const letters = ['embedding', 'Letters', { inputDim: 10, outputDim: 8 }] as const
const softmax = (units: number) => ['dense', 'Sign', { units, activation: 'softmax' }] as const

function through(middle: Parameters<typeof chain>[0]): Drawing {
  return chain({ in: ['input', 'In'], letters, ...middle, out: ['output', 'Answer'] })
}
const errors = (drawing: Drawing, loss = 'categoricalCrossentropy') =>
  checkNetwork(drawing, reverseSequences.schema, { ...plan, loss: { kind: loss } }).diagnostics.filter(
    ({ severity }) => severity === 'error',
  )

test('characters at each position have no problems; a regression loss does not fit them', () => {
  const drawing = through({ read: ['gru', 'Read', { units: 8, returnSequences: true }], sign: softmax(10) })
  expect(errors(drawing)).toEqual([])
  const [problem] = errors(drawing, 'meanSquaredError')
  expect(problem && formatMessage(problem.problem)).toMatch(
    /squared error\) does not fit "answer", which contains text\. Choose cross/,
  )
})

// Applies fixes until no problem is left.
test.each<[string, Parameters<typeof chain>[0], string, readonly string[]]>([
  [
    'too few characters',
    { read: ['gru', 'Read', { units: 8, returnSequences: true }], sign: softmax(7) },
    'Sign outputs 6×7, but "answer" needs 6×10: 6 positions with 10 possible characters each.',
    ['set-units'],
  ],
  [
    'only the last step, and too few characters',
    { read: ['gru', 'Read', { units: 8 }], sign: softmax(7) },
    'Sign outputs 7 numbers, but "answer" needs 6×10: 6 positions with 10 possible characters each.',
    ['return-sequences'],
  ],
  [
    'only the last step of a recurrent layer',
    { read: ['gru', 'Read', { units: 8 }] },
    'Read outputs 8 numbers, but "answer" needs 6×10: 6 positions with 10 possible characters each.',
    ['return-sequences', 'insert-dense'],
  ],
  [
    'no output layer behind a layer that keeps every position',
    { read: ['gru', 'Read', { units: 8, returnSequences: true }], drop: ['dropout', 'Drop'] },
    'Drop outputs 6×8, but "answer" needs 6×10: 6 positions with 10 possible characters each.',
    ['insert-dense'],
  ],
  [
    'a single vector',
    { flat: ['flatten', 'Flat'], sign: softmax(10) },
    'Sign outputs 10 numbers, but "answer" needs 6×10: 6 positions with 10 possible characters each.',
    ['insert-repeatVector'],
  ],
  [
    'another length',
    { pool: ['maxPooling1d', 'Pool', { poolSize: 2 }], sign: softmax(10) },
    'Sign outputs 3×10, but "answer" needs 6×10: 6 positions with 10 possible characters each.',
    ['insert-gru'],
  ],
])('%s', (_, middle, words, taken) => {
  let drawing = through(middle)
  const fixes: string[] = []
  const [first] = errors(drawing)
  expect(first && formatMessage(first.problem)).toBe(words)
  for (let i = 0; i < 5; i++) {
    const problem = errors(drawing).find(({ problem }) => problem.code === 'output-shape')
    const fix = problem?.fixes[0]
    if (!fix) break
    fixes.push(fix.id)
    drawing = applyAll(drawing, fix.edits)
  }
  expect(fixes).toEqual(taken)
  expect(errors(drawing).filter(({ problem }) => problem.code !== 'activation-misfit')).toEqual([])
})

test.each([
  ['directly', {}],
  ['through layers that keep IDs', { swap: ['reshape', 'Reshape', { targetShape: [6] }] }],
] as const)('an Embedding smaller than the vocabulary is an error with a fix: %s', (_, between) => {
  const drawing = chain({
    in: ['input', 'In'],
    ...between,
    letters: ['embedding', 'Letters', { inputDim: 9, outputDim: 8 }],
    read: ['gru', 'Read', { units: 8, returnSequences: true }],
    sign: softmax(10),
    out: ['output', 'Answer'],
  })
  const [problem] = errors(drawing)
  expect(problem && formatMessage(problem.problem)).toBe(
    'Letters has 9 entries, but "given" can have 10 different IDs. Set the vocabulary size to 10.',
  )
  expect(errors(applyAll(drawing, problem?.fixes[0]?.edits ?? []))).toEqual([])
})
