/** @file Blank: an input and an output, not wired, on the starter digits. */
import { mnistStarter } from '../catalog/datasets/mnist-starter'
import { defaultPlan } from '../compile/default-plan'
import { defineTemplate, draw } from './template'

export const blank = defineTemplate({
  id: 'blank',
  title: 'Blank',
  about: 'An input and an output, and everything between them yours to draw.',
  reaches: '',
  content: {
    name: 'Untitled',
    networks: [
      { name: 'network', drawing: draw({ input: [0, 0, 'input', 'Input'], output: [3, 0, 'output', 'Output'] }, []) },
    ],
    data: { dataset: 'mnist-starter' },
    plan: defaultPlan(mnistStarter),
  },
})
