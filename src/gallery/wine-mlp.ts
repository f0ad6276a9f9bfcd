/** @file Example: thirteen chemical measurements, three classes. */
import { wine } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const wineMlp = defineTemplate({
  id: 'wine-mlp',
  ...text.wineMlp,
  content: {
    name: text.wineMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          wine: ['input', 'Wine'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 3, activation: 'softmax' }],
          cultivar: ['output', 'Cultivar'],
        }),
      },
    ],
    data: { dataset: 'wine' },
    plan: defaultPlan(wine),
  },
})
