/** @file Diabetes, a straight line. */
import { diabetes } from '../catalog/datasets/diabetes'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const diabetesLine = defineTemplate({
  id: 'diabetes-line',
  title: 'Diabetes, a straight line',
  about:
    'One Dense unit and no hidden layer: linear regression. On data as noisy as these, more layers learn the noise.',
  reaches: 'off by 53 on a scale of 25 to 346 (RMSE): half of the spread is told',
  simple: 'it is one layer, a straight line, and no more than that is needed',
  content: {
    name: 'Diabetes, a straight line',
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
