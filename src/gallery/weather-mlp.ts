/** @file Example: the date as a cyclic feature. */
import { seattleWeather } from '../catalog/datasets/time-series'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const weatherMlp = defineTemplate({
  id: 'weather-mlp',
  ...text.weatherMlp,
  content: {
    name: text.weatherMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          day: ['input', 'Day'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 5, activation: 'softmax' }],
          weather: ['output', 'Weather'],
        }),
      },
    ],
    data: { dataset: 'seattle-weather' },
    plan: {
      ...defaultPlan(seattleWeather),
      epochs: 40,
      prepare: { date: [{ kind: 'cyclic', hour: false, weekday: false, month: false, yearDay: true }] },
    },
  },
})
