/** @file Wages, numbers and names. */
import { cpsWages } from '../catalog/datasets/cps-wages'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const wagesMlp = defineTemplate({
  id: 'wages-mlp',
  title: 'Wages, numbers and names',
  about:
    'Numbers and categories side by side: each category becomes one place a value by itself. Weight decay holds it back.',
  reaches: 'off by $3.8 an hour on average on the test rows, by $5 as RMSE: most of the spread is not in these columns',
  simple: 'a random forest does as well on the validation rows: off by $3.10, the network by $3.07',
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
    // Rate (0.001, 0.003 or 0.01) and epochs (up to 80) are those of the lowest validation loss; the test rows were looked at after.
    plan: { ...defaultPlan(cpsWages), optimizer: { kind: 'adamw' }, learningRate: 0.01, epochs: 8 },
  },
})
