/** @file Plateau: the rate drops when the loss gets no better, as Keras's ReduceLROnPlateau has it. */
import { int } from '../params'
import { defineSchedule } from '../schedule-def'
import { factor, floor } from './shared'

export const plateau = defineSchedule({
  kind: 'plateau',
  title: 'On a plateau',
  summary: 'Drops the rate when the validation loss gets no better; the training loss where there is no validation.',
  params: {
    factor: factor(0.5, 'What the rate is multiplied by at each drop.'),
    patience: int({
      label: 'Patience',
      min: 1,
      max: 10_000,
      default: 3,
      help: 'Epochs without a better loss before the rate drops.',
    }),
    floor,
  },
  keras: (p) => ({
    class_name: 'ReduceOnPlateau',
    // Where there is no validation, the loop looks at the training loss.
    config: { metric: 'validationLoss', factor: p.factor, patience: p.patience, floor: p.floor },
  }),
})
