/** @file Zoom: enlarges or shrinks the image. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

export const zoom = defineAugmentation({
  kind: 'zoom',
  title: texts.zoom.title,
  summary: texts.zoom.summary,
  params: {
    amount: float({ ...texts.zoom.params.amount, min: 0, max: 0.9, step: 0.01, default: 0.1 }),
  },
  move(random, { amount }) {
    const scale = 1 / (1 + symmetricUniform(random) * amount)
    return [scale, 0, 0, 0, scale, 0]
  },
})
