/** @file Parameters that several schedules share. */
import { schedulesText } from '../../messages/en/catalog/training'
import { float } from '../params'

/** The factor that the rate is multiplied by when it drops. */
export const factor = (byDefault: number, help: string) =>
  float({ ...schedulesText.params.factor, min: 0.001, max: 1, step: 0.05, default: byDefault, help })

export const floor = float({
  ...schedulesText.params.floor,
  min: 0,
  max: 1,
  step: 0.01,
  default: 0,
  advanced: true,
})
