/** @file Weather, and the time of the year. */
import { seattleWeather } from '../catalog/datasets/seattle-weather'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const weatherMlp = defineTemplate({
  id: 'weather-mlp',
  title: 'Weather, and the time of the year',
  about:
    'The date goes round as sine and cosine of the day of the year. Learns three years and is asked about the fourth.',
  reaches: '80 % of the last 219 days',
  content: {
    name: 'Weather, and the time of the year',
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
