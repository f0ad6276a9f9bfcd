/** @file Shift: moves the image sideways, up or down. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

export const shift = defineAugmentation({
  kind: 'shift',
  title: texts.shift.title,
  summary: texts.shift.summary,
  params: {
    across: float({ ...texts.shift.params.across, min: 0, max: 0.5, step: 0.01, default: 0.1 }),
    down: float({ ...texts.shift.params.down, min: 0, max: 0.5, step: 0.01, default: 0.1 }),
  },
  move(random, { across, down }, { height, width }) {
    const x = symmetricUniform(random) * across * width
    const y = symmetricUniform(random) * down * height
    return [1, 0, -x, 0, 1, -y]
  },
})
