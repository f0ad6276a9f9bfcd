/** @file Noise: adds random noise to every pixel or number. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const noise = defineAugmentation({
  kind: 'noise',
  title: texts.noise.title,
  summary: texts.noise.summary,
  params: {
    deviation: float({ ...texts.noise.params.deviation, min: 0, max: 1, step: 0.01, default: 0.05 }),
  },
  paint(pixels, _size, random, { deviation }) {
    const wide = 255 * deviation
    for (let at = 0; at < pixels.length; at++) pixels[at] = (pixels[at] as number) + wide * random.normal()
  },
  shake(values, random, { deviation }) {
    for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) + deviation * random.normal()
  },
})
