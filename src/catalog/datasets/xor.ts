/** @file XOR: the class is the sign of x times y, so neither coordinate alone predicts it. */
import { datasetsText as text } from '../../messages/en/catalog/datasets'
import { definePoints } from './define-points'

/** Half the width of the empty gap between the classes, along each axis. */
const GAP = 0.06

export const xor = definePoints({
  id: 'xor',
  ...text.xor,
  classes: ['same sign', 'other sign'],
  rows: 600,
  noise: 0.02,
  pointAt(random, label) {
    const side = random.below(2) === 0 ? 1 : -1
    const x = GAP + (1 - GAP) * random.uniform()
    const y = GAP + (1 - GAP) * random.uniform()
    return [side * x, (label === 0 ? side : -side) * y]
  },
})
