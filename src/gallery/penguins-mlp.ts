/** @file Penguins: a small network on a table of measurements, names and gaps. */
import { penguins } from '../catalog/datasets/penguins'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const penguinsMlp = defineTemplate({
  id: 'penguins-mlp',
  title: 'Penguins, three species',
  about:
    'Tells three species of penguin apart by beak, flipper, weight and island; the pipeline fills in what was not measured.',
  reaches: 'every one of the test penguins',
  simple: 'a straight border does as well on the validation rows: 100 % right, the network 100 %',
  content: {
    name: 'Penguins, three species',
    networks: [
      {
        name: 'network',
        drawing: chain({
          penguin: ['input', 'Penguin'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
          species: ['output', 'Species'],
        }),
      },
    ],
    data: { dataset: 'penguins' },
    plan: defaultPlan(penguins),
  },
})
