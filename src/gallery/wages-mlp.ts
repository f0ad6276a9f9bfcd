/** @file Wages, numbers and names. */
import { cpsWages } from '../catalog/datasets/cps-wages'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const wagesMlp = defineTemplate({
  id: 'wages-mlp',
  title: 'Wages, numbers and names',
  about:
    'Numbers and categories side by side: each category becomes one place a value by itself. Weight decay holds it back.',
  reaches: 'off by $4.8 an hour (RMSE): nearly all of the spread is not in these columns',
  content: {
    name: 'Wages, numbers and names',
    networks: [
      {
        name: 'network',
        drawing: chain({
          worker: ['input', 'Worker'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
          wage: ['output', 'Wage'],
        }),
      },
    ],
    data: { dataset: 'cps-wages' },
    plan: { ...defaultPlan(cpsWages), optimizer: { kind: 'adamw' }, learningRate: 0.003, epochs: 12 },
  },
})
