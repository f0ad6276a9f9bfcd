/** @file Example: two inputs, one for the engine and one for the other columns, joined inside the network. */
import { autoMpg } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { defineTemplate, draw } from './template'

// not text: names of columns
const ENGINE = ['Cylinders', 'Displacement', 'Horsepower']

export const autoMpgTwoInputs = defineTemplate({
  id: 'auto-mpg-two-inputs',
  ...text.autoMpgTwoInputs,
  content: {
    name: text.autoMpgTwoInputs.title,
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
