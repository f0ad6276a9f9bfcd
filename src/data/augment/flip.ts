/** @file Flip: the picture in a mirror, left to right or upside down. */
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const flip = defineAugmentation({
  kind: 'flip',
  title: 'Flip',
  summary: 'Some pictures are mirrored. Not for what a mirror makes another thing: digits, letters.',
  params: {
    sideways: float({
      label: 'Left to right',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.5,
      help: 'Share of the pictures.',
    }),
    upright: float({ label: 'Upside down', min: 0, max: 1, step: 0.05, default: 0, help: 'Share of the pictures.' }),
  },
  move(random, { sideways, upright }) {
    const x = random.uniform() < sideways ? -1 : 1
    const y = random.uniform() < upright ? -1 : 1
    return [x, 0, 0, 0, y, 0]
  },
})
