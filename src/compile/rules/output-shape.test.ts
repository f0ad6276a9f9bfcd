import { describe, expect, test } from 'vitest'
import { shapes } from '../../catalog/datasets/shapes'
import { chain } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { formatMessage } from '../../messages/message'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'

const plan = defaultPlan(shapes)
const same = { kernelSize: 3, padding: 'same', activation: 'relu' }
const last = { filters: 1, kernelSize: 1, activation: 'sigmoid' }

function through(middle: Parameters<typeof chain>[0]): Drawing {
  return chain({ in: ['input', 'In'], ...middle, out: ['output', 'Discs'] })
}
const check = (drawing: Drawing, loss = 'binaryCrossentropy') =>
  checkNetwork(drawing, shapes.schema, { ...plan, loss: { kind: loss } })
const errors = (drawing: Drawing, loss?: string) =>
  check(drawing, loss).diagnostics.filter(({ severity }) => severity === 'error')

describe('a network that outputs an image', () => {
  test('has no problems with the right shape and a pixel loss', () => {
    const drawing = through({ c: ['conv2d', 'Conv', last] })
    for (const loss of ['binaryCrossentropy', 'meanSquaredError', 'meanAbsoluteError'])
      expect(check(drawing, loss)).toMatchObject({ diagnostics: [], checked: expect.anything() })
    const [problem] = errors(drawing, 'categoricalCrossentropy')
    expect(problem && formatMessage(problem.problem)).toBe(
      'The loss (cross-entropy) does not fit "discs", which contains images. Choose binary cross-entropy, mean squared error, or mean absolute error.',
    )
  })

  test('may end in any activation, unless the loss needs probabilities', () => {
    const drawing = through({ c: ['conv2d', 'Conv', { ...last, activation: 'linear' }] })
    expect(check(drawing, 'meanSquaredError').diagnostics).toEqual([])
    expect(errors(drawing).map(({ problem }) => problem.code)).toEqual(['activation-misfit'])
  })

  // Applies fixes until no problem is left.
  test.each<[string, Parameters<typeof chain>[0], string, readonly string[]]>([
    [
      'too many channels',
      { c: ['conv2d', 'Conv', { ...same, filters: 8, activation: 'sigmoid' }] },
      'Conv outputs 32×32×8, but "discs" needs an image of 32×32×1.',
      ['set-units'],
    ],
    [
      'edges lost to valid padding',
      { c: ['conv2d', 'Conv', { ...same, padding: 'valid', filters: 1, activation: 'sigmoid' }] },
      'Conv outputs 30×30×1, but "discs" needs an image of 32×32×1.',
      ['set-same'],
    ],
    [
      'half the size',
      { c: ['conv2d', 'Conv', { ...same, filters: 4 }], p: ['maxPooling2d', 'Pool'], l: ['conv2d', 'Last', last] },
      'Last outputs 16×16×1, but "discs" needs an image of 32×32×1.',
      ['insert-upSampling2d'],
    ],
    [
      'twice the size, and too many channels',
      { u: ['upSampling2d', 'Up'], l: ['conv2d', 'Last', { ...last, filters: 3 }] },
      'Last outputs 64×64×3, but "discs" needs an image of 32×32×1.',
      ['set-units', 'insert-averagePooling2d'],
    ],
    [
      'slightly too small',
      {
        a: ['conv2d', 'Conv', { ...same, padding: 'valid', filters: 4 }],
        b: ['conv2d', 'Last', { ...last, filters: 1 }],
      },
      'Last outputs 30×30×1, but "discs" needs an image of 32×32×1.',
      ['insert-zeroPadding2d'],
    ],
    [
      'slightly too large',
      { z: ['zeroPadding2d', 'Frame'], l: ['conv2d', 'Last', last] },
      'Last outputs 34×34×1, but "discs" needs an image of 32×32×1.',
      ['insert-cropping2d'],
    ],
    [
      'a vector of the right size',
      { f: ['flatten', 'Flatten'], d: ['dense', 'Dense', { units: 1024, activation: 'sigmoid' }] },
      'Dense outputs 1,024 numbers, but "discs" needs an image of 32×32×1.',
      ['insert-reshape'],
    ],
    [
      'a vector of another size',
      { f: ['flatten', 'Flatten'], d: ['dense', 'Dense', { units: 16, activation: 'relu' }] },
      'Dense outputs 16 numbers, but "discs" needs an image of 32×32×1.',
      ['insert-reshape'],
    ],
  ])('%s', (_, middle, sentence, fixes) => {
    let drawing = through(middle)
    const [first] = errors(drawing)
    expect(first && formatMessage(first.problem)).toBe(sentence)
    for (const id of fixes) {
      const found = check(drawing).diagnostics.flatMap((one) => one.fixes)
      const fix = found.find((one) => one.id === id)
      if (!fix) throw new Error(`${id} is not among ${found.map((one) => one.id)}`)
      drawing = applyAll(drawing, fix.edits)
    }
    if (fixes.length > 0)
      expect(errors(drawing).filter(({ problem }) => problem.code !== 'activation-misfit')).toEqual([])
  })
})
