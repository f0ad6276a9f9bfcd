/** @file Rotate: rotates the image around its center. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { cosTurn, sinTurn } from '../../base/exact-math'
import { float } from '../../catalog/params'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

export const rotate = defineAugmentation({
  kind: 'rotate',
  title: texts.rotate.title,
  summary: texts.rotate.summary,
  params: {
    degrees: float({ ...texts.rotate.params.degrees, min: 0, max: 180, step: 1, default: 10 }),
  },
  move(random, { degrees }) {
    const turn = (symmetricUniform(random) * degrees) / 360
    const within = turn - Math.floor(turn)
    const [cos, sin] = [cosTurn(within), sinTurn(within)]
    return [cos, sin, 0, -sin, cos, 0]
  },
})
