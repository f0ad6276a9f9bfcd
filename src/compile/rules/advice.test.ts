import { describe, expect, test, vi } from 'vitest'
import { findDataset } from '../../catalog/datasets/all'
import { mnistStarter } from '../../catalog/datasets/mnist'
import { layers } from '../../catalog/layers'
import type { Plan } from '../../catalog/training-plan'
import { templates } from '../../gallery'
import { shippedBlocks } from '../../gallery/blocks'
import { around } from '../../gallery/blocks/around.test-help'
import { chain, draw } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { formatMessage } from '../../messages/message'
import { checkNetwork } from '../check-network'
import { defaultPlan } from '../default-plan'

type Layer = [string, string, Record<string, number | string | boolean>?]

const wine = findDataset('wine')
if (!wine) throw new Error('no wine')
const plan = defaultPlan(wine)

/** Builds a network for the wine dataset from these layers. */
function through(...middle: Layer[]): Drawing {
  const named = Object.fromEntries(middle.map((layer, i) => [`m${i}`, layer]))
  return chain({ in: ['input', 'In'], ...named, out: ['output', 'Out'] } as Parameters<typeof chain>[0])
}
const last: Layer = ['dense', 'Last', { units: 3, activation: 'softmax' }]
const dense = (params: Layer[2] = {}): Layer => ['dense', 'Dense', { units: 8, activation: 'relu', ...params }]
const problemsOf = (drawing: Drawing, by: Partial<Plan> = {}) =>
  checkNetwork(drawing, wine.schema, { ...plan, ...by }).diagnostics.filter(({ problem }) =>
    problem.code.startsWith('advice'),
  )
const codes = (drawing: Drawing, by: Partial<Plan> = {}) => problemsOf(drawing, by).map(({ problem }) => problem.code)

describe('advice', () => {
  test('none for shipped examples', () => {
    for (const { content } of templates) {
      const schema = findDataset(content.data.dataset)?.schema
      const drawing = content.networks[0]?.drawing
      if (!drawing) continue
      const { diagnostics } = checkNetwork(drawing, schema, content.plan)
      expect(diagnostics.filter(({ problem }) => problem.code.startsWith('advice'))).toEqual([])
    }
  })

  test.each(shippedBlocks.map(({ id }) => id))('none for the block %s', (id) => {
    const { diagnostics, checked } = checkNetwork(around(id), mnistStarter.schema, defaultPlan(mnistStarter))
    expect(checked).toBeDefined()
    expect(diagnostics.map(({ problem }) => formatMessage(problem))).toEqual([])
  })

  test('a target with one class is named, not the layer that predicts it', () => {
    const at = wine.schema.columns.findIndex(({ name }) => name === wine.schema.target)
    const columns = wine.schema.columns.map((column, i) => (i === at ? { ...column, values: ['only'] } : column))
    const schema = { ...wine.schema, columns } as typeof wine.schema
    const advice = (units: number) =>
      checkNetwork(through(dense(), ['dense', 'Last', { units, activation: 'softmax' }]), schema, plan).diagnostics
    expect(advice(1).map(({ problem, fixes }) => [formatMessage(problem), fixes])).toEqual([
      [
        `"${wine.schema.target}" has a single class, so there is nothing to learn. Choose another target, or add examples of another class.`,
        [],
      ],
    ])
  })

  test('a layer that no engine can train', () => {
    const find = layers.find
    const spy = vi.spyOn(layers, 'find').mockImplementation((kind) => {
      const def = find(kind)
      return def && kind === 'flatten' ? { ...def, plainTensorFlow: () => true } : def
    })
    try {
      const [problem] = problemsOf(through(dense(), ['flatten', 'Flat'], last))
      expect(problem).toMatchObject({ node: 'm1', severity: 'advice' })
      expect(problem && formatMessage(problem.problem)).toMatch(/Because of Flat, .* do not support Flatten layers/)
    } finally {
      spy.mockRestore()
    }
  })

  test('a recurrent layer with an activation that no engine can train', () => {
    const sequence: Layer = ['repeatVector', 'Steps', { n: 3 }]
    const recurrent = (activation: string): Layer => ['lstm', 'Memory', { units: 4, activation }]
    expect(codes(through(sequence, recurrent('tanh'), last))).toEqual([])
    const drawing = through(sequence, recurrent('gelu'), last)
    const [problem] = problemsOf(drawing)
    expect(problem?.problem.code).toBe('advice-plain-tensorflow')
    expect(codes(applyAll(drawing, problem?.fixes[0]?.edits ?? []))).toEqual([])
  })

  const linear = dense({ activation: 'linear' })
  const hinge = { loss: { kind: 'categoricalHinge' } }
  const gate: readonly Layer[] = [
    dense(),
    ['dense', 'Gate', { units: 1, activation: 'softmax' }],
    ['repeatVector', 'Repeat', { n: 4 }],
    ['flatten', 'Flat'],
  ]
  test.each<[string, Drawing, readonly string[], Partial<Plan>?]>([
    ['dropout before a layer', through(dense(), ['dropout', 'Drop'], last), []],
    ['dropout before the output', through(dense(), last, ['dropout', 'Drop']), ['advice-dropout-end']],
    ['one unit in the middle', through(dense({ units: 1 }), last), ['advice-one-unit']],
    ['two units in the middle', through(dense({ units: 2 }), last), []],
    ['a linear layer before a dense layer', through(linear, last), ['advice-linear-layers']],
    [
      'linear layers with dropout between',
      through(linear, ['dropout', 'Drop'], linear, last),
      ['advice-linear-layers'],
    ],
    ['linear before an activation layer', through(linear, ['activation', 'Act', { activation: 'tanh' }], last), []],
    ['linear before a norm', through(linear, ['layerNormalization', 'Norm'], last), []],
    ['a linear last layer', through(dense(), ['dense', 'Last', { units: 3 }]), [], hinge],
    ['equal weights', through(dense({ kernelInitializer: 'ones' }), last), ['advice-equal-weights']],
    [
      'equal weights with an activation',
      through(dense({ kernelInitializer: 'zeros', activation: 'tanh' }), last),
      ['advice-equal-weights'],
    ],
    ['equal weights at the end', through(['dense', 'Last', { ...last[2], kernelInitializer: 'zeros' }]), []],
    ['relu on zero weights', through(dense({ kernelInitializer: 'zeros' }), last), ['advice-no-gradient']],
    [
      'large weights into tanh',
      through(dense({ kernelInitializer: 'heNormal', activation: 'tanh' }), last),
      ['advice-start-weights'],
    ],
    ['large weights into relu', through(dense({ kernelInitializer: 'heNormal' }), last), []],
    ['selu with another initializer', through(dense({ activation: 'selu' }), last), ['advice-selu-start']],
    ['selu with its initializer', through(dense({ activation: 'selu', kernelInitializer: 'leCunNormal' }), last), []],
    ['far more parameters than samples', through(dense({ units: 20_000 }), last), ['advice-many-parameters']],
    ['a margin loss on probabilities', through(dense(), last), ['advice-softmax-scores'], hinge],
    ['a margin loss on scores', through(dense(), ['dense', 'Last', { units: 3 }]), [], hinge],
    [
      'softmax after softmax',
      through(last, ['activation', 'Act', { activation: 'softmax' }]),
      ['advice-softmax-twice'],
    ],
    ['softmax after a layer with softmax', through(dense({ activation: 'softmax' }), last), []],
    ['a constant in the middle', through(...gate, last), ['advice-one-unit', 'advice-no-gradient']],
    [
      'layer norm of one feature',
      through(dense({ units: 1 }), ['layerNormalization', 'Norm'], last),
      ['advice-one-unit', 'advice-no-gradient'],
    ],
    ['layer norm of several features', through(dense(), ['layerNormalization', 'Norm'], last), []],
    [
      'an embedding behind a layer',
      through(dense(), ['embedding', 'Table'], ['flatten', 'Flat'], last),
      ['advice-no-gradient'],
    ],
    ['an embedding behind the input', through(['embedding', 'Table'], ['flatten', 'Flat'], last), []],
    [
      'a learning rate a thousand times too large',
      through(dense(), last),
      ['advice-learning-rate'],
      { learningRate: 1 },
    ],
    ['a large learning rate', through(dense(), last), [], { learningRate: 0.5 }],
  ])('%s', (_what, drawing, expected, by) => {
    expect(codes(drawing, by)).toEqual(expected)
    // Each fix resolves the problem that it is offered for and causes no new problem.
    for (const { fixes, problem, node } of problemsOf(drawing, by)) {
      for (const { edits, id } of fixes) {
        const after = checkNetwork(applyAll(drawing, edits), wine.schema, { ...plan, ...by })
        const left = after.diagnostics.filter((one) => one.problem.code === problem.code && one.node === node)
        expect(left, id).toEqual([])
        expect(after.checked, id).toBeDefined()
      }
    }
  })

  test('no advice when gradients also flow around the blocked layer', () => {
    const around = draw(
      {
        in: [0, 0, 'input', 'In'],
        a: [1, 0, 'dense', 'First', { units: 4 }],
        gate: [2, 1, 'dense', 'Gate', { units: 1, activation: 'softmax' }],
        join: [3, 0, 'concatenate', 'Join'],
        last: [4, 0, 'dense', 'Last', { units: 3, activation: 'softmax' }],
        out: [5, 0, 'output', 'Out'],
      },
      ['in > a', 'a > gate', 'a > join', 'gate > join', 'join > last', 'last > out'],
    )
    const [, found] = problemsOf(around)
    expect(found && formatMessage(found.problem)).toBe(
      'Gate outputs the same values for any input, so no gradient reaches Gate. Delete Gate, or change its activation.',
    )
  })

  test('one fix sets relu on all linear layers in a row', () => {
    const drawing = through(linear, linear, last)
    const [found, ...others] = problemsOf(drawing)
    expect(others).toEqual([])
    expect(found && formatMessage(found.problem)).toBe(
      'Dense and 1 other linear layer have no activation before the next dense layer, so together they are no more than one linear layer. Set their activation to relu.',
    )
    expect(found?.fixes.map(({ edits }) => edits.map((edit) => 'node' in edit && edit.node))).toEqual([['m0', 'm1']])
  })

  test('a linear layer that also feeds another kind of layer is no problem', () => {
    const drawing = draw(
      {
        in: [0, 0, 'input', 'In'],
        a: [1, 0, 'dense', 'First', { units: 4 }],
        b: [2, 1, 'dense', 'Second', { units: 4, activation: 'relu' }],
        join: [3, 0, 'add', 'Join'],
        last: [4, 0, 'dense', 'Last', { units: 3, activation: 'softmax' }],
        out: [5, 0, 'output', 'Out'],
      },
      ['in > a', 'a > b', 'a > join', 'b > join', 'join > last', 'last > out'],
    )
    expect(codes(drawing)).toEqual([])
  })

  test('a sigmoid output for classes is an error that names the loss', () => {
    const drawing = through(dense(), ['dense', 'Last', { units: 3, activation: 'sigmoid' }])
    const [first] = checkNetwork(drawing, wine.schema, plan).diagnostics
    expect(first && formatMessage(first.problem)).toBe(
      'The loss (cross-entropy) needs softmax at the end, but Last ends in sigmoid. Use softmax.',
    )
    expect(first?.fixes.map(({ id }) => id)).toEqual(['set-softmax'])
  })

  test('advice on a batch size of one with batch normalization', () => {
    const drawing = through(dense(), ['batchNormalization', 'Norm', { momentum: 0.9 }], last)
    expect(codes(drawing)).toEqual([])
    const [found] = problemsOf(drawing, { batchSize: 1 })
    expect(found && formatMessage(found.problem)).toContain('so the result is always 0')
    const after = applyAll(drawing, found?.fixes[0]?.edits ?? [])
    expect(codes(after, { batchSize: 1 })).toEqual([])
    expect(checkNetwork(after, wine.schema, plan).checked).toBeDefined()
  })

  test('a momentum of batch norm that is too slow for the run: one fix for all layers', () => {
    const drawing = through(dense(), ['batchNormalization', 'Norm'], dense(), ['batchNormalization', 'Norm 2'], last)
    // 60 epochs of 4 batches.
    const [found, ...others] = problemsOf(drawing)
    expect(others).toEqual([])
    expect(found && formatMessage(found.problem)).toBe(
      'Norm and 1 other batch norm layer will still predict with outdated averages: momentum 0.99 needs 500 steps, but this run has 240. Use a smaller momentum or more epochs.',
    )
    expect(found?.fixes.map(({ title }) => title)).toEqual(['Set Momentum to 0.9'])
    expect(codes(applyAll(drawing, found?.fixes[0]?.edits ?? []))).toEqual([])
    expect(codes(drawing, { epochs: 125 })).toEqual([])
    const [early] = problemsOf(drawing, { epochs: 125, stopWhen: { steps: 10 } })
    expect(early && formatMessage(early.problem)).toContain('momentum 0.99 needs 500 steps, but this run has 10')
    expect(problemsOf(drawing, { epochs: 1 }).map(({ fixes }) => fixes)).toEqual([[]])
  })

  const digits = (...middle: Layer[]): Drawing =>
    chain({
      in: ['input', 'In'],
      ...Object.fromEntries(middle.map((layer, i) => [`m${i}`, layer])),
      d: ['dense', 'Digits', { units: 10, activation: 'softmax' }],
      out: ['output', 'Out'],
    } as Parameters<typeof chain>[0])
  const onDigits = (drawing: Drawing, by: Partial<Plan> = {}) =>
    checkNetwork(drawing, mnistStarter.schema, { ...defaultPlan(mnistStarter), ...by })

  test('positions of an image still differ in a batch of one', () => {
    const norm: Layer = ['batchNormalization', 'Norm', { momentum: 0.9 }]
    const drawing = digits(['conv2d', 'Conv'], norm, ['flatten', 'Flat'])
    const problem = onDigits(drawing, { batchSize: 1 }).diagnostics.map((one) => formatMessage(one.problem))
    expect(problem).toEqual([
      'With a batch size of 1, Norm trains with the mean of a single example (over its 676 positions) but predicts with the mean of all examples. Use batches of 16 or more.',
    ])
  })

  test('too many parameters after a Flatten: global pooling or fewer units resolves it', () => {
    const drawing = digits(
      ['conv2d', 'Conv', { filters: 64 }],
      ['flatten', 'Flat'],
      ['dense', 'Wide', { units: 1024, activation: 'relu' }],
    )
    const [found, ...others] = onDigits(drawing).diagnostics
    expect(others).toEqual([])
    expect(found?.problem.code).toBe('advice-many-parameters')
    expect(found?.fixes.map(({ title }) => title)).toEqual([
      'Replace Flat with Global avg pool 2D',
      expect.stringMatching(/^Set Units to \d+$/),
    ])
    for (const { edits } of found?.fixes ?? []) {
      const after = onDigits(applyAll(drawing, edits))
      expect(after.diagnostics).toEqual([])
      expect(after.checked).toBeDefined()
    }
    expect(layers.find('globalAveragePooling2d')?.title).toBe('Global avg pool 2D')
  })

  test('a network too large for a browser gets advice at its largest layer, and can still be edited', () => {
    const wide = digits(['conv2d', 'Wide', { filters: 512, padding: 'same' }], ['globalMaxPooling2d', 'Pool'])
    expect(onDigits(wide, { batchSize: 64 }).diagnostics).toEqual([])
    const report = onDigits(wide, { batchSize: 4096 })
    expect(report.checked).toBeDefined()
    expect(report.diagnostics.map(({ problem, node, severity }) => [formatMessage(problem), node, severity])).toEqual([
      [
        'Training with 10,250 weights and batches of 4,096 needs about 13 GB. The safe limit in a browser is 2.1 GB. Use a batch size of 333 or less.',
        'm0',
        'advice',
      ],
    ])
    const heavy = digits(
      ['flatten', 'Flat'],
      ['dense', 'Heavy', { units: 65_536 }],
      ['dense', 'Most', { units: 8_192 }],
    )
    const [first] = onDigits(heavy).diagnostics.filter(({ problem }) => problem.code === 'layer-too-large')
    expect(first && [formatMessage(first.problem), first.node]).toEqual([
      'Most would have 536,879,104 weights, but a browser can hold 268,435,456 per layer. Use fewer units, or add a pooling layer before it.',
      'm2',
    ])
  })
})
