/** @file Flip: mirrors the image left to right or upside down. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const flip = defineAugmentation({
  kind: 'flip',
  title: texts.flip.title,
  summary: texts.flip.summary,
  params: {
    sideways: float({ ...texts.flip.params.sideways, min: 0, max: 1, step: 0.05, default: 0.5 }),
    upright: float({ ...texts.flip.params.upright, min: 0, max: 1, step: 0.05, default: 0 }),
  },
  move(random, { sideways, upright }) {
    const x = random.uniform() < sideways ? -1 : 1
    const y = random.uniform() < upright ? -1 : 1
    return [x, 0, 0, 0, y, 0]
  },
})
