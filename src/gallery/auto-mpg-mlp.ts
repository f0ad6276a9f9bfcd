/** @file Auto-MPG: a number instead of a class. */
import { autoMpg } from '../catalog/datasets/auto-mpg'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const autoMpgMlp = defineTemplate({
  id: 'auto-mpg-mlp',
  title: 'Auto-MPG, a regression',
  about:
    'Predicts how far a car goes on a gallon: a number instead of a class, so the last layer is linear and the loss is the squared miss.',
  reaches: 'off by 2.5 miles a gallon on the test cars (RMSE)',
  simple: 'a random forest does as well on the validation rows: off by 2.02 mpg, the network by 2.08 mpg',
  content: {
    name: 'Auto-MPG, a regression',
    networks: [
      {
        name: 'network',
        drawing: chain({
          car: ['input', 'Car'],
          hidden1: ['dense', 'Dense', { units: 32, activation: 'relu' }],
          hidden2: ['dense', 'Dense', { units: 32, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
          mpg: ['output', 'Miles per gallon'],
        }),
      },
    ],
    data: { dataset: 'auto-mpg' },
    plan: defaultPlan(autoMpg),
  },
})
