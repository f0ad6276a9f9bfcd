/** @file What a learner does in each step of the lessons. */
import { COMPARE, TRAIN, type WalkStep } from './lesson-walk.test-help'

const dense = (units: number, activation: string) =>
  ['graph.addBefore', { kind: 'dense', node: 'dense', params: { units, activation } }] as const
const set = (node: string, params: object) => ['graph.set', { node, params }] as const
const setBoth = (activation: string) =>
  ['graph.setMany', { nodes: ['hidden', 'dense-1'], params: { activation } }] as const
const plan = (parts: object) => ['plan.set', parts] as const
const page = (room: string) => ['room.open', { room }] as const
const CONV = [
  'graph.addBefore',
  { kind: 'conv2d', node: 'flatten', params: { filters: 4, kernelSize: 3, activation: 'relu' } },
] as const
const CURVE = Array.from({ length: 11 }, () => 0.5)

const ATTACK = ['explain.attack', { method: 'fgsm', epsilon: 0.1 }] as const
const FAIRNESS = ['evaluate.fairness', { group: 'group' }] as const
const explain = (method: string) => ['explain.row', { row: 10, method }] as const
const playTo = (hour: number) => ['service.play', { speed: 1e9, to: hour * 3_600_000 }] as const

export const walks: Readonly<Record<string, readonly WalkStep[]>> = {
  'lesson-neuron': [
    { predict: 3 },
    { predict: 0, does: [TRAIN], quotes: { '47.8%': 'metrics.accuracy' } },
    { predict: 1, does: [dense(2, 'relu')] },
    { predict: 0.6, does: [TRAIN], quotes: { '61.1%': 'metrics.accuracy' } },
    {
      ...{ predict: 1, does: [set('dense-1', { units: 4 }), TRAIN] },
      ...{ quotes: { '95.6%': 'metrics.accuracy' }, reaches: true },
    },
    { does: [set('dense-1', { units: 8 }), TRAIN], quotes: { '98.9%': 'metrics.accuracy' } },
  ],
  'lesson-activations': [
    { predict: 0, does: [TRAIN], quotes: { '53.3%': 'metrics.accuracy' } },
    { predict: 0, does: [dense(8, 'linear'), TRAIN] },
    { predict: 1, does: [setBoth('relu'), TRAIN], quotes: { '100%': 'metrics.accuracy' }, reaches: true },
    { predict: CURVE, does: [setBoth('sigmoid'), TRAIN], quotes: { '94.4%': 'metrics.accuracy' } },
    { does: [['graph.heal', { nodes: ['dense-1'] }], set('hidden', { activation: 'relu' }), TRAIN] },
  ],
  'lesson-learning-rate': [
    { predict: CURVE, does: [TRAIN], quotes: { '0.725': 'run.history.59.loss' } },
    { predict: 0.7, does: [plan({ learningRate: 0.1 }), TRAIN], quotes: { '83.3%': 'metrics.accuracy' } },
    { predict: 1, does: [plan({ learningRate: 30 }), TRAIN], quotes: { '50.0%': 'metrics.accuracy' } },
    {
      ...{ predict: 1, does: [plan({ learningRate: 1 }), TRAIN] },
      ...{ quotes: { '98.9%': 'metrics.accuracy' }, reaches: true },
    },
    { does: [plan({ optimizer: { kind: 'adam' }, learningRate: 0.02 }), TRAIN] },
  ],
  'lesson-overfitting': [
    {
      predict: CURVE,
      does: [TRAIN],
      quotes: { '2.01': 'run.validationLoss', '78.9%': 'metrics.accuracy', '4,417': 'check.parameters' },
    },
    { predict: 0, does: [page('train')] },
    {
      predict: 0,
      does: [plan({ earlyStopping: { metric: 'validationLoss', patience: 5, restoreBest: true } }), TRAIN],
      quotes: { '83.3%': 'metrics.accuracy' },
    },
    {
      predict: 0.9,
      does: [['data.use', { dataset: 'moons', samples: 200 }], TRAIN],
      quotes: { '100%': 'metrics.accuracy' },
      reaches: true,
    },
    {
      does: [
        ['data.use', { dataset: 'moons', samples: 20 }],
        ['graph.heal', { nodes: ['more'] }],
        set('hidden', { units: 4 }),
        TRAIN,
      ],
    },
  ],
  'lesson-filters': [
    { predict: 0.8, does: [TRAIN], quotes: { '87.4%': 'metrics.accuracy' } },
    { predict: 1, does: [CONV] },
    { predict: 1, does: [TRAIN], quotes: { '93.7%': 'metrics.accuracy' }, reaches: true },
    { predict: 0, does: [page('evaluate')] },
    { does: [set('conv2d-1', { filters: 8 }), TRAIN] },
  ],
  'lesson-words': [
    { predict: 0, does: [page('data')] },
    { predict: 0.5, does: [page('build'), TRAIN], quotes: { '57.8%': 'metrics.accuracy' } },
    {
      predict: 1,
      does: [set('words', { outputDim: 16 }), TRAIN],
      quotes: { '86.6%': 'metrics.accuracy', '4,917': 'check.parameters' },
      reaches: true,
    },
    { predict: 0, does: [page('evaluate')] },
    { does: [set('words', { outputDim: 64 }), TRAIN] },
  ],
  'lesson-fairness': [
    { predict: 0.8, does: [TRAIN], quotes: { '81.2%': 'metrics.accuracy', '1,000': 'data.samples.train' } },
    { predict: 2, does: [FAIRNESS], quotes: { '0.41': 'results.fairness.selectionGap' } },
    { predict: 0, does: [plan({ balance: { groups: 'group' } }), TRAIN], quotes: { '76.8%': 'metrics.accuracy' } },
    { predict: 0.2, does: [FAIRNESS], quotes: { '0.10': 'results.fairness.selectionGap' }, reaches: true },
    {
      does: [
        plan({ balance: null }),
        ['data.use', { dataset: 'loan-applications', bias: 0, samples: 1000 }],
        plan({ epochs: 10 }),
        TRAIN,
      ],
    },
  ],
  'lesson-why': [
    { predict: 0.9, does: [TRAIN], quotes: { '100%': 'metrics.accuracy' }, reaches: true },
    { predict: 0, does: [explain('shapley')], quotes: { 'Beak Length (mm)': 'results.explanation.strongest' } },
    {
      predict: 0,
      does: [['explain.global', { method: 'permutation' }]],
      quotes: { '0.215': 'results.importance.value' },
    },
    { predict: 1, does: [explain('counterfactual')], quotes: { '2': 'results.counterfactual.changes' } },
    { does: [['graph.heal', { nodes: ['hidden'] }], TRAIN, explain('shapley')] },
  ],
  'lesson-really-better': [
    { predict: 0.9, does: [TRAIN], quotes: { '94.2%': 'metrics.accuracy' } },
    { predict: 1, does: [plan({ epochs: 3 }), TRAIN], quotes: { '96.5%': 'metrics.accuracy' } },
    { predict: 0, does: [COMPARE], quotes: { '0.625': 'results.comparison.p' } },
    {
      predict: 1,
      does: [['run.seeds', { count: 4 }]],
      quotes: { '97.7%': 'runs.3.metrics.accuracy', '95.3%': 'runs.0.metrics.accuracy' },
      reaches: true,
    },
    { does: [COMPARE] },
  ],
  'lesson-fool': [
    { predict: 0.9, does: [TRAIN] },
    {
      predict: 1,
      does: [ATTACK],
      quotes: { '42.5%': 'results.attack.accuracy', '88.5%': 'results.attack.before' },
    },
    {
      predict: 0.1,
      does: [['explain.attack', { method: 'fgsm', epsilon: 0.2 }]],
      quotes: { '2.0%': 'results.attack.accuracy' },
    },
    {
      predict: 1,
      does: [plan({ augment: [{ kind: 'adversarial' }], epochs: 30 }), TRAIN, ATTACK],
      quotes: { '70.0%': 'results.attack.accuracy', '88.1%': 'metrics.accuracy' },
      reaches: true,
    },
    { does: [['explain.attack', { method: 'onePixel', most: 5 }]] },
  ],
  'lesson-service': [
    { predict: 0.9, does: [TRAIN, ['model.save', { name: 'moons' }]], quotes: { '98.9%': 'metrics.accuracy' } },
    {
      predict: 0,
      does: [
        ['service.new', { like: 'canary', model: 'moons' }],
        ['scenario.preset', { preset: 'bad-deploy' }],
        ['service.start'],
      ],
    },
    { predict: 1, does: [playTo(2)] },
    { predict: 0, does: [playTo(4)], quotes: { '96.2%': 'operate.budgets.accuracy' }, reaches: true },
    { does: [['service.rollback', { why: 'It mixes up the classes.' }], playTo(8)] },
  ],
}
