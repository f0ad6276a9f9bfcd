/** @file Example: a regression with numbers and categories as inputs. */
import { cpsWages } from '../catalog/datasets/tables'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { chain, defineTemplate } from './template'

export const wagesMlp = defineTemplate({
  id: 'wages-mlp',
  ...text.wagesMlp,
  content: {
    name: text.wagesMlp.title,
    networks: [
      {
        name: 'network',
        drawing: chain({
          worker: ['input', 'Worker'],
          hidden: ['dense', 'Dense', { units: 16, activation: 'relu' }],
          dense: ['dense', 'Dense', { units: 1, activation: 'linear' }],
          wage: ['output', 'Wage'],
        }),
      },
    ],
    data: { dataset: 'cps-wages' },
    // This combination of learning rate (0.001, 0.003 or 0.01) and epochs (up to 80) had the lowest validation loss.
    // The test set was used only afterwards.
    plan: { ...defaultPlan(cpsWages), optimizer: { kind: 'adamw' }, learningRate: 0.01, epochs: 8 },
  },
})
