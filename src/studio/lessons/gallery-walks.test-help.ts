/** @file What a learner does in each step of the lessons. */
import { TRAIN, type WalkStep } from './lesson-walk.test-help'

const dense = (units: number, activation: string) =>
  ['graph.addBefore', { kind: 'dense', node: 'dense', params: { units, activation } }] as const
const set = (node: string, params: object) => ['graph.set', { node, params }] as const
const setBoth = (activation: string) =>
  ['graph.setMany', { nodes: ['hidden', 'dense-1'], params: { activation } }] as const
const CURVE = Array.from({ length: 11 }, () => 0.5)

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
}
