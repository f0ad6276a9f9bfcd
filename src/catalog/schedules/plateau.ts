/** @file Plateau: the rate drops when the loss gets no better, as Keras's ReduceLROnPlateau has it. */
import { schedulesText } from '../../messages/en/catalog/training'
import { int } from '../params'
import { defineSchedule } from '../schedule-def'
import { factor, floor } from './shared'

export const plateau = defineSchedule({
  kind: 'plateau',
  title: schedulesText.plateau.title,
  summary: schedulesText.plateau.summary,
  params: {
    factor: factor(0.5, schedulesText.plateau.factor),
    patience: int({ ...schedulesText.plateau.patience, min: 1, max: 10_000, default: 3 }),
    floor,
  },
  keras: (p) => ({
    class_name: 'ReduceOnPlateau',
    // Where there is no validation, the loop looks at the training loss.
    config: { metric: 'validationLoss', factor: p.factor, patience: p.patience, floor: p.floor },
  }),
})
