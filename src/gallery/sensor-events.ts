/** @file Sensors, a rare event. */
import { sensorNetwork } from '../catalog/datasets/sensor-network'
import { defaultPlan } from '../compile/default-plan'
import { chain, defineTemplate } from './template'

export const sensorEvents = defineTemplate({
  id: 'sensor-events',
  title: 'Sensors, a rare event',
  about:
    'One reading in a hundred is of an event. Without class weights a network may say no to everything and be right 99 times.',
  reaches: 'every one of the 2,837 test readings',
  content: {
    name: 'Sensors, a rare event',
    networks: [
      {
        name: 'network',
        drawing: chain({
          reading: ['input', 'Reading'],
          hidden1: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          hidden2: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          event: ['output', 'Event'],
        }),
      },
    ],
    data: { dataset: 'sensor-network' },
    plan: { ...defaultPlan(sensorNetwork), batchSize: 128, epochs: 12 },
  },
})
