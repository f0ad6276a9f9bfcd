/** @file Auto-MPG, wide and deep: a straight line and a network answer together. Cheng et al., Wide & Deep Learning, 2016. */
import { autoMpg } from '../catalog/datasets/auto-mpg'
import { defaultPlan } from '../compile/default-plan'
import { defineTemplate, draw } from './template'

export const autoMpgWideDeep = defineTemplate({
  id: 'auto-mpg-wide-deep',
  title: 'Auto-MPG, wide and deep',
  about:
    'A straight line and a network of three layers answer the same question, and their answers are added: the line has the rule, the network what bends it.',
  reaches: 'off by 2.3 miles a gallon on the test cars (RMSE)',
  simple: 'a random forest does as well on the validation rows: off by 2.02 mpg, the network by 2.19 mpg',
  content: {
    name: 'Auto-MPG, wide and deep',
    networks: [
      {
        name: 'network',
        drawing: draw(
          {
            car: [0, 0.5, 'input', 'Car'],
            wide: [3, 0, 'dense', 'Wide', { units: 1, activation: 'linear' }],
            deep1: [1, 1, 'dense', 'Deep 1', { units: 32, activation: 'relu' }],
            deep2: [2, 1, 'dense', 'Deep 2', { units: 16, activation: 'relu' }],
            deep3: [3, 1, 'dense', 'Deep 3', { units: 1, activation: 'linear' }],
            both: [4, 0.5, 'add', 'Both'],
            mpg: [5, 0.5, 'output', 'Miles per gallon'],
          },
          ['car > wide', 'car > deep1', 'deep1 > deep2', 'deep2 > deep3', 'wide > both', 'deep3 > both', 'both > mpg'],
        ),
      },
    ],
    data: { dataset: 'auto-mpg' },
    plan: defaultPlan(autoMpg),
  },
})
