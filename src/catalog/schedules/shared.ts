/** @file Parameters that several schedules share. */
import { float } from '../params'

/** What the rate is multiplied by, where it drops. */
export const factor = (usual: number, help: string) =>
  float({ label: 'Factor', min: 0.001, max: 1, step: 0.05, default: usual, help })

export const floor = float({
  label: 'Floor',
  min: 0,
  max: 1,
  step: 0.01,
  default: 0,
  advanced: true,
  help: 'The rate never falls below this share of the learning rate.',
})
