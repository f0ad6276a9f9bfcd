/** @file Example without a network: an unconnected input and output, on the starter digits. */
import { mnistStarter } from '../catalog/datasets/mnist'
import { defaultPlan } from '../compile/default-plan'
import { examplesText as text } from '../messages/en/gallery/examples'
import { defineTemplate, draw } from './template'

export const blank = defineTemplate({
  id: 'blank',
  ...text.blank,
  content: {
    name: text.untitled,
    networks: [
      { name: 'network', drawing: draw({ input: [0, 0, 'input', 'Input'], output: [3, 0, 'output', 'Output'] }, []) },
    ],
    data: { dataset: 'mnist-starter' },
    plan: defaultPlan(mnistStarter),
  },
})
