/** @file XOR: the sign of x times y decides; neither coordinate alone says anything. */
import { definePoints } from './points'

/** Half the empty lane along each axis. */
const LANE = 0.06

export const xor = definePoints({
  id: 'xor',
  title: 'XOR',
  about: 'Four squares; opposite ones belong together. Neither coordinate alone says anything.',
  classes: ['same sign', 'other sign'],
  rows: 600,
  noise: 0.02,
  place(random, label) {
    const side = random.below(2) === 0 ? 1 : -1
    const x = LANE + (1 - LANE) * random.uniform()
    const y = LANE + (1 - LANE) * random.uniform()
    return [side * x, (label === 0 ? side : -side) * y]
  },
})
