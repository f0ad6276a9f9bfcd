/** @file Example: two outputs from one network, each with its own loss. */
import { penguins } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { defineTemplate, draw } from './template'

export const penguinsTwoHeads = defineTemplate({
  id: 'penguins-two-heads',
  ...text.penguinsTwoHeads,
  content: {
    name: text.penguinsTwoHeads.title,
    networks: [
      {
        name: 'network',
        drawing: draw(
          {
            penguin: [0, 0.5, 'input', 'Penguin'],
            body: [1, 0.5, 'dense', 'Dense', { units: 32, activation: 'relu' }],
            which: [2, 0, 'dense', 'Dense', { units: 3, activation: 'softmax' }],
            heavy: [2, 1, 'dense', 'Dense', { units: 1, activation: 'linear' }],
            species: [3, 0, 'output', 'Species'],
            mass: [3, 1, 'output', 'Body mass', { target: 'Body Mass (g)' }],
          },
          ['penguin > body', 'body > which', 'body > heavy', 'which > species', 'heavy > mass'],
        ),
      },
    ],
    data: { dataset: 'penguins' },
    plan: {
      ...defaultPlan(penguins),
      loss: { Species: { kind: 'categoricalCrossentropy' }, 'Body mass': { kind: 'meanSquaredError' } },
    },
  },
})
