/** @file Auto-MPG with two inputs: engine and car read apart, then together. */
import { autoMpg } from '../catalog/datasets/auto-mpg'
import { defaultPlan } from '../compile/default-plan'
import { defineTemplate, draw } from './template'

const ENGINE = ['Cylinders', 'Displacement', 'Horsepower']

export const autoMpgTwoInputs = defineTemplate({
  id: 'auto-mpg-two-inputs',
  title: 'Auto-MPG, two inputs',
  about: 'The same cars through two inputs, the engine in one and all else in the other, joined before the answer.',
  reaches: 'off by 2.1 miles a gallon on the test cars (RMSE)',
  simple: 'a random forest does as well on the validation rows: off by 2.02 mpg, the network by 2.13 mpg',
  content: {
    name: 'Auto-MPG, two inputs',
    networks: [
      {
        name: 'network',
        drawing: draw(
          {
            engine: [0, 0, 'input', 'Engine', { columns: ENGINE }],
            car: [0, 1, 'input', 'Car'],
            dense1: [1, 0, 'dense', 'Dense', { units: 16, activation: 'relu' }],
            dense2: [1, 1, 'dense', 'Dense', { units: 16, activation: 'relu' }],
            join: [2, 0.5, 'concatenate', 'Concatenate'],
            hidden: [3, 0, 'dense', 'Dense', { units: 16, activation: 'relu' }],
            dense: [3, 1, 'dense', 'Dense', { units: 1, activation: 'linear' }],
            mpg: [4, 0.5, 'output', 'Miles per gallon'],
          },
          [
            'engine > dense1',
            'car > dense2',
            'dense1 > join',
            'dense2 > join',
            'join > hidden',
            'hidden > dense',
            'dense > mpg',
          ],
        ),
      },
    ],
    data: { dataset: 'auto-mpg' },
    plan: defaultPlan(autoMpg),
  },
})
