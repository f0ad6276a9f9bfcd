/** @file Dropout: silences random numbers while training (Srivastava et al. 2014). */
import { defineLayer } from '../layer-def'
import { float } from '../params'
import { featured } from './shared/shapes'

export const dropout = defineLayer({
  kind: 'dropout',
  title: 'Dropout',
  family: 'regularises',
  summary:
    'Silences a random share of the numbers at each training step, so that no unit can lean on another; in use it does nothing.',
  search: 'regularisation overfitting',
  inputs: 'one',
  params: {
    rate: float({ label: 'Rate', min: 0, max: 0.95, step: 0.05, default: 0.25, help: 'The share that is silenced.' }),
  },
  glance: (p) =>
    p.rate === 0.25
      ? 'a quarter, new each step'
      : p.rate === 0.5
        ? 'half, new each step'
        : `${Number((p.rate * 100).toFixed(1))} %, new each step`,
  shape: (inputs) => featured(inputs, 'Dropout'),
  keras: (p) => ({ class_name: 'Dropout', config: { rate: p.rate } }),
})
