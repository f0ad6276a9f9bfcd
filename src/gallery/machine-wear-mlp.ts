/** @file Example: predicting failures, tested on later months than those in the training set. */
import { machineWear } from '../catalog/datasets/streams/machine-wear'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const machineWearMlp = defineTemplate({
  id: 'machine-wear-mlp',
  ...text.machineWearMlp,
  content: {
    name: text.machineWearMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          reading: ['input', 'Reading'],
          hidden1: ['dense', 'Dense', { units: 24, activation: 'relu' }],
          hidden2: ['dense', 'Dense', { units: 24, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'sigmoid' }],
          fails: ['output', 'Fails'],
        }),
      },
    ],
    data: { dataset: 'machine-wear' },
    plan: { ...defaultPlan(machineWear), learningRate: 0.005, batchSize: 64, epochs: 15 },
  },
})
