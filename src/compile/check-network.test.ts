import { describe, expect, test } from 'vitest'
import { expectDefined } from '../base/assert'
import { datasets, findDataset } from '../catalog/datasets/all'
import { losses } from '../catalog/losses'
import type { Plan } from '../catalog/training-plan'
import { digitsCnn } from '../gallery/digits-cnn'
import { sequenceToSequence } from '../gallery/sequences'
import { penguinsTwoHeads } from '../gallery/tables'
import { chain, draw } from '../gallery/template'
import { apply, applyAll } from '../graph/apply-edit'
import type { Drawing } from '../graph/drawing'
import '../data/transforms/step-chain'
import { formatMessage } from '../messages/message'
import { checkNetwork } from './check-network'
import { defaultPlan } from './default-plan'

const drawingOf = (template: typeof digitsCnn): Drawing =>
  template.content.networks[0]?.drawing ?? { nodes: [], wires: [] }
const digits = drawingOf(digitsCnn)
const schemaOf = (id: string) => findDataset(id)?.schema
const codes = (report: ReturnType<typeof checkNetwork>) => report.diagnostics.map(({ problem }) => problem.code)

describe('the default plan of every dataset', () => {
  test.each(datasets.map((def) => [def.schema.id, def] as const))('%s can train the simplest network', (_, def) => {
    const column = def.schema.columns.find(({ name }) => name === def.schema.target)
    if (column?.type === 'image') {
      const last = { filters: column.channels, kernelSize: 1, activation: 'sigmoid' }
      const drawing = chain({ in: ['input', 'In'], c: ['conv2d', 'Conv', last], out: ['output', 'Out'] })
      expect(codes(checkNetwork(drawing, def.schema, defaultPlan(def)))).toEqual([])
      return
    }
    if (column?.type === 'text') {
      const [step] = def.prepare?.[column.name] ?? []
      const [places, characters] = [Number(step?.length), Number(step?.most) + 2]
      const drawing = sequenceToSequence({ entries: 100, units: 4, places, signs: characters })
      expect(codes(checkNetwork(drawing, def.schema, defaultPlan(def)))).toEqual([])
      return
    }
    const classes = column?.type === 'category' ? column.values.length : 0
    const last =
      classes > 2
        ? { units: classes, activation: 'softmax' }
        : { units: 1, activation: classes === 2 ? 'sigmoid' : 'linear' }
    const drawing = chain({
      in: ['input', 'In'],
      f: ['flatten', 'Flatten'],
      d: ['dense', 'Dense', last],
      out: ['output', 'Out'],
    })
    expect(codes(checkNetwork(drawing, def.schema, defaultPlan(def)))).toEqual([])
  })
})

describe('losses', () => {
  test.each(losses.map((loss) => [loss.kind, loss] as const))(
    '%s fits exactly the targets it measures',
    (kind, loss) => {
      const fits = { digit: false, class: false, number: false }
      const targets = [
        ['digit', 'mnist-starter'],
        ['class', 'moons'],
        ['number', 'auto-mpg'],
      ] as const
      for (const [target, id] of targets) {
        const def = findDataset(id)
        if (!def) throw new Error(id)
        const drawing = chain({ in: ['input', 'In'], f: ['flatten', 'F'], d: ['dense', 'D'], out: ['output', 'Out'] })
        fits[target] = !codes(checkNetwork(drawing, def.schema, { ...defaultPlan(def), loss: { kind } })).includes(
          'loss-misfit',
        )
      }
      const expected = {
        classes: { digit: true, class: true, number: false },
        binary: { digit: false, class: true, number: false },
        number: { digit: false, class: false, number: true },
      }
      expect(fits).toEqual(expected[loss.targets])
    },
  )

  test('a quantile loss needs a unit for each level, which a fix sets', () => {
    const def = expectDefined(findDataset('auto-mpg'), 'auto-mpg')
    const drawing = chain({ in: ['input', 'In'], d: ['dense', 'Last', { units: 1 }], out: ['output', 'Out'] })
    const check = (drawn: Drawing, levels?: readonly number[]) =>
      checkNetwork(drawn, def.schema, { ...defaultPlan(def), loss: { kind: 'quantile', ...(levels && { levels }) } })
    const [found] = check(drawing).diagnostics
    expect(found && formatMessage(found.problem)).toBe(
      'Last outputs 1 number, but the quantile loss needs 3 numbers, one for each level: 0.1, 0.5, and 0.9.',
    )
    const fixed = applyAll(drawing, found?.fixes[0]?.edits ?? [])
    expect(codes(check(fixed))).toEqual([])
    expect(codes(check(fixed, [0.05, 0.95]))).toEqual(['output-units'])
    expect(codes(check(drawing, [0.5]))).toEqual([])
  })

  test('each of several outputs needs one', () => {
    const plan: Plan = { ...penguinsTwoHeads.content.plan, loss: { Species: { kind: 'categoricalCrossentropy' } } }
    const { diagnostics } = checkNetwork(drawingOf(penguinsTwoHeads), schemaOf('penguins'), plan)
    expect(diagnostics).toMatchObject([
      { node: 'mass', problem: { code: 'loss-missing', args: { output: 'Body mass' } } },
    ])
  })
})

describe('invalid plans', () => {
  const bad: readonly [string, Partial<Plan>][] = [
    ['plan-batch-size', { batchSize: 0 }],
    ['plan-learning-rate', { learningRate: Number.NaN }],
    ['plan-learning-rate', { learningRate: -1 }],
    ['plan-epochs', { epochs: 0 }],
    ['plan-epochs', { epochs: 1.5 }],
    ['plan-seed', { seed: Number.NaN }],
    ['plan-split', { split: { kind: 'random', train: 0, validation: 0.5, test: 0.5 } }],
    ['plan-loss', { loss: { kind: '__proto__' } }],
    ['plan-smoothing', { loss: { kind: 'categoricalCrossentropy', labelSmoothing: 1 } }],
    ['plan-optimizer', { optimizer: { kind: 'constructor' } }],
    ['param-range', { optimizer: { kind: 'adam', beta1: 2 } }],
    ['plan-patience', { earlyStopping: { metric: 'loss', patience: 0, restoreBest: true } }],
    [
      'plan-stopping-blind',
      {
        split: { kind: 'random', train: 0.9, validation: 0, test: 0.1 },
        earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true },
      },
    ],
  ]
  test.each(bad)('%s %j', (code, part) => {
    const report = checkNetwork(digits, schemaOf('mnist-starter'), { ...digitsCnn.content.plan, ...part })
    expect(report.diagnostics).toMatchObject([{ severity: 'error', problem: { code } }])
    expect(report.checked).toBeUndefined()
  })
})

test.each([[[0.5, 0.1]], [[0.1, 1]], [[]], ['0.5'], [[0.2, '0.5']], [[0.2, Number.NaN]]])(
  'plan-levels %j',
  (levels) => {
    const def = expectDefined(findDataset('auto-mpg'), 'auto-mpg')
    const drawing = chain({ in: ['input', 'In'], d: ['dense', 'Last', { units: 2 }], out: ['output', 'Out'] })
    const loss = { kind: 'quantile', levels: levels as readonly number[] }
    expect(codes(checkNetwork(drawing, def.schema, { ...defaultPlan(def), loss }))).toContain('plan-levels')
  },
)

describe('nodes that are not part of the network', () => {
  const { plan } = digitsCnn.content
  const stray = { id: 'stray', kind: 'dense', label: 'Stray', params: {}, position: { x: 0, y: 900 } }

  test('an unconnected layer is a hint and does not block training', () => {
    const report = checkNetwork(apply(digits, { type: 'add', node: stray }), schemaOf('mnist-starter'), plan)
    expect(report.diagnostics).toMatchObject([
      { severity: 'advice', node: 'stray', problem: { code: 'missing-input' } },
    ])
    expect(report.checked?.steps.map(({ node }) => node.id)).not.toContain('stray')
    expect(report.totalParameters).toBe(12_810)
  })

  test('an unconnected input takes no columns from the connected one', () => {
    const drawing = draw(
      {
        in: [0, 0, 'input', 'In'],
        other: [0, 1, 'input', 'Other', { columns: ['x'] }],
        d: [1, 0, 'dense', 'Dense', { units: 1, activation: 'sigmoid' }],
        out: [2, 0, 'output', 'Out'],
      },
      ['in > d', 'd > out'],
    )
    const moons = findDataset('moons')
    if (!moons) throw new Error('moons')
    const report = checkNetwork(drawing, moons.schema, defaultPlan(moons))
    expect(report.binding.inputs).toMatchObject([{ node: 'in', columns: ['x', 'y'] }])
    expect(report.shapes.get('other')).toEqual([1])
    expect(codes(report)).toEqual(['unused'])
    expect(report.checked).toBeDefined()
  })

  test('without data there are no shapes, and one message says so', () => {
    const report = checkNetwork(digits, undefined, plan)
    expect(codes(report)).toEqual(['input-no-shape'])
    expect(report.shapes.size).toBe(0)
  })

  test('one broken wire is one problem: layers behind it report nothing', () => {
    for (const { id, to } of digits.wires) {
      const report = checkNetwork(apply(digits, { type: 'disconnect', wire: id }), schemaOf('mnist-starter'), plan)
      expect(report.diagnostics).toMatchObject([{ severity: 'error', node: to, problem: { code: 'missing-input' } }])
    }
  })
})
