/** @file Plateau: lowers the rate when the loss stops improving, like Keras's ReduceLROnPlateau. */
import { schedulesText } from '../../messages/en/catalog/training'
import { int } from '../params'
import { defineSchedule } from '../schedule-def'
import { factor, floor } from './shared-params'

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
    // Without a validation set, the training loop uses the training loss instead.
    config: { metric: 'validationLoss', factor: p.factor, patience: p.patience, floor: p.floor },
  }),
})
