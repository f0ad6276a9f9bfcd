/** @file Example: linear regression as a network with a single unit. */
import { diabetes } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const diabetesLine = defineTemplate({
  id: 'diabetes-line',
  ...text.diabetesLine,
  content: {
    name: text.diabetesLine.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          patient: ['input', 'Patient'],
          line: ['dense', 'Dense', { units: 1, activation: 'linear' }],
          progression: ['output', 'Progression'],
        }),
      },
    ],
    data: { dataset: 'diabetes' },
    plan: defaultPlan(diabetes),
  },
})
