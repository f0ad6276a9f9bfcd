/** @file CO₂, a forecast. */
import { co2 } from '../catalog/datasets/co2'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const co2Forecast = defineTemplate({
  id: 'co2-forecast',
  title: 'CO₂, a forecast',
  about:
    'From the last 24 months the next one. What it reads is the column it predicts, a month earlier: a window that ends before.',
  reaches: 'off by 0.65 ppm on the last nine years (RMSE)',
  content: {
    name: 'CO₂, a forecast',
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
