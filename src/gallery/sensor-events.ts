/** @file Example: detecting a rare event in sensor readings that drift. */
import { sensorNetwork } from '../catalog/datasets/time-series'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const sensorEvents = defineTemplate({
  id: 'sensor-events',
  ...text.sensorEvents,
  content: {
    name: text.sensorEvents.title,
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
    // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 40) had the lowest validation loss.
    // The test set was used only afterwards.
    plan: { ...defaultPlan(sensorNetwork), batchSize: 128, epochs: 40 },
  },
})
