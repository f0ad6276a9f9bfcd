/**
 * @file Example: a linear model and a deep network whose results are added. Cheng et al., Wide & Deep Learning, 2016.
 */
import { autoMpg } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { defineTemplate, draw } from './template'

export const autoMpgWideDeep = defineTemplate({
  id: 'auto-mpg-wide-deep',
  ...text.autoMpgWideDeep,
  content: {
    name: text.autoMpgWideDeep.title,
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
