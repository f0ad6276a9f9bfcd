/** @file Example: a forecast from a window of earlier months. */
import { co2 } from '../catalog/datasets/time-series'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const co2Forecast = defineTemplate({
  id: 'co2-forecast',
  ...text.co2Forecast,
  content: {
    name: text.co2Forecast.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          months: ['input', 'Months'],
          flatten: ['flatten', 'Flatten'],
          dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
          next: ['output', 'Next month'],
        }),
      },
    ],
    data: { dataset: 'co2' },
    plan: {
      ...defaultPlan(co2),
      learningRate: 0.003,
      epochs: 200,
      features: ['CO2'],
      prepare: { CO2: [{ kind: 'standardize' }, { kind: 'window', length: 24, horizon: 1 }] },
    },
  },
})
